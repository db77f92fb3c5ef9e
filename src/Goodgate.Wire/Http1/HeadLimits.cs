namespace Goodgate.Wire.Http1;

/// <summary>Bounds of a head or trailer section, and what may pass.</summary>
/// <param name="MaxBytes">Bytes from the status line to the empty line.</param>
/// <param name="MaxFields">Field lines.</param>
/// <param name="Lenient">Violations let through.</param>
public readonly record struct HeadLimits(int MaxBytes, int MaxFields, Leniency Lenient = Leniency.None);
