using Goodgate.Gateway.Data;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Fpm.Files;

/// <summary>Words of files, fit to be shown.</summary>
internal static class FpmWords
{
    private const int Longest = 120;

    public static string Shown(string text) => Evidence.Printable(text, Longest);

    public static string Quoted(string text) => $"\"{Shown(text)}\"";

    /// <summary>Why a file cannot be read, without its path.</summary>
    public static string Reason(Exception e, string path) => e switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => $"no such folder {Quoted(Path.GetDirectoryName(path) ?? path)}",
        UnauthorizedAccessException when Directory.Exists(path) => "it is a folder",
        UnauthorizedAccessException => "permission denied",
        _ => FileTrouble.Reason(e),
    };
}
