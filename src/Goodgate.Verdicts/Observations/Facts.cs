namespace Goodgate.Verdicts.Observations;

/// <summary>Kind of source that saw a failure.</summary>
public enum Source
{
    /// <summary>Our own live traffic.</summary>
    Gateway,

    /// <summary>A probe from outside.</summary>
    Probe,

    /// <summary>Another program's log.</summary>
    Log,
}

/// <summary>A limit of time or size that fired: the setting's name as written in the settings file, and its value.</summary>
public sealed record LimitFact(string Setting, string Value);

/// <summary>A broken rule of a protocol.</summary>
/// <param name="Kind">Stable kebab-case name: <c>obs-fold</c>.</param>
/// <param name="Clause">The clause it breaks: <c>RFC 9112 §5.2</c>.</param>
/// <param name="Offset">Byte offset in the message; null when unknown.</param>
/// <param name="Field">Field concerned; null when none.</param>
/// <param name="Sample">The bytes around it, escaped to printable ASCII, at most 128 characters.</param>
public sealed record ViolationFact(string Kind, string Clause, long? Offset, string? Field, string? Sample);

/// <summary>A named fact that has no property of its own.</summary>
public sealed record Fact(string Name, string Value);
