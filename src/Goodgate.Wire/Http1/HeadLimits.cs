namespace Goodgate.Wire.Http1;

/// <summary>Bounds of a head or trailer section, and what may pass.</summary>
/// <param name="MaxBytes">Bytes from the first line to the end of the empty line.</param>
/// <param name="MaxFields">Field lines.</param>
/// <param name="Lenient">Violations let through in responses; in requests none ever is.</param>
public readonly record struct HeadLimits(int MaxBytes, int MaxFields, Leniency Lenient = Leniency.None);
