namespace Goodgate.Gateway.Fpm.Kernel;

/// <summary>How many connections wait in a listener's queue for somebody to accept them.</summary>
/// <param name="Waiting">Connections that wait; null = unknown.</param>
/// <param name="Room">The most the kernel lets wait: the smaller of the program's backlog and net.core.somaxconn. One more than this fits before it turns connections away.</param>
/// <param name="Unknown">Why it is unknown, one clause; null when it is known.</param>
public sealed record QueueReading(int? Waiting, int? Room, string? Unknown)
{
    /// <summary>True when the next connection is turned away (Unix: EAGAIN) or ignored (TCP: the SYN is dropped).</summary>
    public bool IsFull => Waiting > Room;

    internal static QueueReading NotKnown(string why) => new(null, null, why);
}
