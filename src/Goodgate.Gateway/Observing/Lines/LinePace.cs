namespace Goodgate.Gateway.Observing.Lines;

/// <summary>How often a writer of lines writes and speaks, and how much it holds.</summary>
/// <param name="Name">Of its thread.</param>
/// <param name="Gather">Time in which lines gather for one write.</param>
/// <param name="MaxWaiting">Bytes of lines that may wait; more are dropped and counted.</param>
/// <param name="Repeats">True: trouble that lasts is told again, once a minute; false: once, until it is over.</param>
public sealed record LinePace(string Name, TimeSpan Gather, int MaxWaiting, bool Repeats);
