namespace Goodgate.Comparison;

/// <summary>The comparison cannot go on; the message says why and what to do.</summary>
public sealed class BenchmarkException(string message) : Exception(message);
