namespace Goodgate.Gateway.Observing.Lines;

/// <summary>How often a writer of lines writes and speaks.</summary>
/// <param name="Name">Of its thread.</param>
/// <param name="Gather">Time in which lines gather for one write.</param>
/// <param name="Repeats">True: trouble that lasts is told again, once a minute; false: once, until it is over.</param>
public sealed record LinePace(string Name, TimeSpan Gather, bool Repeats);
