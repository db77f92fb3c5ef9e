using System.Runtime.InteropServices;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reading;

/// <summary>Why a file cannot be read or written, as a clause behind its name, with what to do: what .NET says of it names the path again and no remedy.</summary>
public static class ReadTrouble
{
    private const int Longest = 200;

    // errno(3) ends at 133 on Linux; HResults of .NET's own are far beyond.
    private const int LastErrno = 200;

    /// <summary>Such as <c>this user may not read it: run as one that may (root, or of the group adm)</c>; without a full stop.</summary>
    /// <param name="e">What opening, reading or writing it threw. Messages of our own are clauses already.</param>
    /// <param name="isWriting">True when it was to be written.</param>
    public static string Words(Exception e, bool isWriting = false) => e switch
    {
        InvalidDataException => "the compressed data is cut or damaged",
        UnauthorizedAccessException when isWriting => "this user may not write there: change its owner or mode",
        UnauthorizedAccessException => Words(13),
        FileNotFoundException or DirectoryNotFoundException => Words(2),
        IOException when e.HResult is > 0 and < LastErrno => Words(e.HResult),
        _ => Evidence.Printable(e.Message.TrimEnd('.'), Longest),
    };

    /// <summary>The same for a number of errno(3), of reading.</summary>
    public static string Words(int errno) => errno switch
    {
        1 or 13 => "this user may not read it: run as one that may (root, or of the group adm)",
        2 or 20 => "it is not there any more",
        5 => "the disk or network it is on failed (input/output error): the kernel's log (dmesg) says more",
        6 => "it is a socket",
        21 => "it is a folder; a file is expected",
        23 or 24 => "too many files are open: raise the limit (ulimit -n, LimitNOFILE of the service)",
        28 => "the disk is full: make room",
        30 => "the disk is read-only: name a folder on another one",
        40 => "its links lead in a circle",
        110 => "the network it is on does not answer: it can be read when that is back",
        116 => "the server of its network file system has it no more: mount it again",
        122 => "this user's share of the disk (quota) is used up: make room",
        _ => Marshal.GetPInvokeErrorMessage(errno),
    };
}
