namespace Goodgate.Gateway.Files.Disk;

/// <summary>Error numbers of opening and reading files (errno(3), Linux).</summary>
internal static class FileErrno
{
    public const int NotPermitted = 1;
    public const int NotFound = 2;
    public const int Input = 5;
    public const int NoDevice = 6;
    public const int TryAgain = 11;
    public const int Memory = 12;
    public const int AccessDenied = 13;
    public const int CrossDevice = 18;
    public const int Invalid = 22;
    public const int NotFolder = 20;
    public const int FileTableFull = 23;
    public const int TooManyFiles = 24;
    public const int NameTooLong = 36;
    public const int NoSuchCall = 38;
    public const int Loop = 40;

    /// <summary>
    /// True when a path may be fine and only openat2 in its strict form does not open it: a link on the way, or no such call. A filter of system calls that
    /// does not know it yet (containers, SystemCallFilter of older systemd) says that it is not permitted.
    /// </summary>
    public static bool AsksForAnotherLook(int errno) => errno is Loop or CrossDevice or TryAgain or NoSuchCall or NotPermitted;

    /// <summary>True when what is in memory does not tell, and the disk has to be asked; also on systems that cannot be asked so.</summary>
    public static bool AsksForTheDisk(int errno) => AsksForAnotherLook(errno) || errno == Invalid;

    /// <summary>True when there is nothing at a path that can be seen from outside: no failure.</summary>
    public static bool IsAbsence(int errno) => errno is NotFound or NotFolder or NameTooLong or Loop or CrossDevice or NoDevice;

    /// <summary>True when the gateway is out of something, and the file is not at fault.</summary>
    public static bool IsExhaustion(int errno) => errno is TooManyFiles or FileTableFull or Memory;
}
