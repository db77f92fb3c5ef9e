using System.Runtime.InteropServices;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Data;

/// <summary>Why a file or folder cannot be used, as a clause that goes on after its name: what .NET says of it names the path again and no remedy.</summary>
public static class FileTrouble
{
    /// <summary>The wish of folders.</summary>
    public const string Made = "made";

    private const int Longest = 200;

    // errno(3) ends at 133 on Linux; HResults of .NET's own are far beyond.
    private const int LastErrno = 200;
    private const int NotFound = 2;
    private const int AccessDenied = 13;

    /// <summary>Such as <c>does not exist</c>, <c>is a directory</c> or <c>cannot be read: this user may not</c>; without a full stop.</summary>
    /// <param name="e">What opening, reading or writing it threw.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="wish">What was to be done with it: read, written, made.</param>
    public static string Words(Exception e, string path, string wish = "read") => e switch
    {
        UnauthorizedAccessException when wish != Made && Directory.Exists(path) => "is a directory",
        UnauthorizedAccessException => $"cannot be {wish}: this user may not",
        FileNotFoundException => "does not exist",
        DirectoryNotFoundException => $"cannot be {wish}: the directory {Path.GetDirectoryName(path)} does not exist",
        _ => $"cannot be {wish}: {Reason(e)}",
    };

    /// <summary>What the system says, without the path that .NET adds: <c>No space left on device</c>. Messages of our own as they are.</summary>
    public static string Reason(Exception e) => e switch
    {
        DataFolderException => e.Message,
        UnauthorizedAccessException => Marshal.GetPInvokeErrorMessage(AccessDenied),
        FileNotFoundException or DirectoryNotFoundException => Marshal.GetPInvokeErrorMessage(NotFound),
        IOException when e.HResult is > 0 and < LastErrno => Marshal.GetPInvokeErrorMessage(e.HResult),
        PathTooLongException => "File name too long",
        _ => Evidence.Printable(e.Message.TrimEnd('.'), Longest),
    };

    /// <summary>True when a folder is not there; false when it is, or this user may not look.</summary>
    public static bool IsMissing(string? folder) => folder is not null && !Directory.Exists(folder) && !IsDenied(folder);

    // A folder above that may not be entered hides what is in it: .NET calls that missing too.
    private static bool IsDenied(string path)
    {
        try
        {
            File.GetAttributes(path);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
