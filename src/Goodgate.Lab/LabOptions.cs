using System.Net;

namespace Goodgate.Lab;

/// <summary>Where the lab plays its faults.</summary>
public sealed record LabOptions
{
    /// <summary>Address the listeners are bound to. Loopback: a server that misbehaves on purpose has no business on a network.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>Port of the first fault; the others follow in order, the lab's DNS server comes last. Zero = free ports chosen by the system.</summary>
    public int FirstPort { get; init; }

    /// <summary>Folder for Unix sockets and the lab's CA file, made when absent; null = a temporary folder, deleted at the end.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Longest time a silent or stalled connection is held before the lab closes it.
    /// Five minutes: well above the 60 s that nginx and most gateways wait by default.
    /// </summary>
    public TimeSpan HoldLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock for pauses and for the validity of certificates.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
