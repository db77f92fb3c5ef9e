namespace Goodgate.Gateway.Upstreams.UnixSockets;

/// <summary>Why a Unix socket may not be connected to.</summary>
/// <param name="Says">One clause. Paths in it are not escaped.</param>
/// <param name="Group">Group of the socket, when it is the socket that denies; null when something before or around it does.</param>
public readonly record struct SocketDenial(string Says, string? Group);
