using System.Net.Sockets;

namespace Goodgate.Lab;

/// <summary>Why the lab cannot have an address or a folder, as a clause: .NET's texts name paths again, and no reason a person could act on.</summary>
internal static class LabTrouble
{
    /// <summary>Such as <c>another program has it</c>; without a full stop.</summary>
    public static string Words(Exception failure) => failure switch
    {
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => "another program has it",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "this machine does not have that address",
        SocketException { SocketErrorCode: SocketError.AccessDenied } or UnauthorizedAccessException => "this user may not",
        SocketException other => other.Message.TrimEnd('.'),
        DirectoryNotFoundException => "its folder does not exist",
        PathTooLongException or ArgumentException => "the path is too long",
        IOException { HResult: DiskFull } => "the disk is full",
        IOException { HResult: Exists or NoFolder } => "a file is in the way",
        _ => "the system refuses",
    };

    // errno(3) of Linux.
    private const int Exists = 17;
    private const int NoFolder = 20;
    private const int DiskFull = 28;
}
