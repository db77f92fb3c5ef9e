namespace Goodgate.Gateway.Workers;

/// <summary>What has happened at a <see cref="WorkerGate"/> since it was made.</summary>
/// <param name="Waited">Requests that waited and got a place.</param>
/// <param name="Seconds">How long those waited, together.</param>
/// <param name="TimedOut">Requests whose time was over.</param>
/// <param name="Full">Requests that found the queue full or too long, or lost their place in it.</param>
/// <param name="Left">Requests whose client had gone before.</param>
public readonly record struct GateCounts(long Waited, double Seconds, long TimedOut, long Full, long Left);
