namespace Goodgate.Verdicts.Judging;

/// <summary>Names of the Linux error numbers a connection can meet. Source: errno(3), asm-generic numbering.</summary>
public static class Errno
{
    public const int NotPermitted = 1;
    public const int NotFound = 2;
    public const int TryAgain = 11;
    public const int OutOfMemory = 12;
    public const int AccessDenied = 13;
    public const int InvalidArgument = 22;
    public const int FileTableFull = 23;
    public const int TooManyFiles = 24;
    public const int BrokenPipe = 32;
    public const int AddressNotAvailable = 99;
    public const int NetworkUnreachable = 101;
    public const int NoBuffers = 105;
    public const int ConnectionReset = 104;
    public const int TimedOut = 110;
    public const int Refused = 111;
    public const int HostUnreachable = 113;

    /// <summary><c>ECONNREFUSED</c> alone; unknown numbers as <c>errno N</c>.</summary>
    public static string Symbol(int number) => Name(number) is var name && name.EndsWith(')') ? name[..name.IndexOf(' ')] : name;

    /// <summary><c>ECONNREFUSED (111)</c>; unknown numbers as <c>errno N</c>.</summary>
    public static string Name(int number) => number switch
    {
        NotPermitted => "EPERM (1)",
        NotFound => "ENOENT (2)",
        5 => "EIO (5)",
        TryAgain => "EAGAIN (11)",
        OutOfMemory => "ENOMEM (12)",
        AccessDenied => "EACCES (13)",
        InvalidArgument => "EINVAL (22)",
        FileTableFull => "ENFILE (23)",
        TooManyFiles => "EMFILE (24)",
        BrokenPipe => "EPIPE (32)",
        AddressNotAvailable => "EADDRNOTAVAIL (99)",
        100 => "ENETDOWN (100)",
        NetworkUnreachable => "ENETUNREACH (101)",
        103 => "ECONNABORTED (103)",
        ConnectionReset => "ECONNRESET (104)",
        NoBuffers => "ENOBUFS (105)",
        TimedOut => "ETIMEDOUT (110)",
        Refused => "ECONNREFUSED (111)",
        112 => "EHOSTDOWN (112)",
        HostUnreachable => "EHOSTUNREACH (113)",
        116 => "ESTALE (116)",
        _ => $"errno {number}",
    };
}
