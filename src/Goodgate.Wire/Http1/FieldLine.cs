namespace Goodgate.Wire.Http1;

/// <summary>One field line as offsets into the message's bytes.</summary>
public readonly record struct FieldLine(int NameStart, int NameLength, int ValueStart, int ValueLength, KnownField Known);
