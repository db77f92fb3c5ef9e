using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1.Corpus;

/// <summary>A response that must be refused, with the rule it breaks and where.</summary>
/// <param name="Offset">From the start of the head in which the fault lies; for chunks and trailers from the start of the body.</param>
internal sealed record InvalidResponse(string Name, string Bytes, ViolationKind Kind, long Offset, string Clause, string? Field = null)
{
    public bool IsHead { get; init; }

    public HeadLimits Limits { get; init; } = Reading.Usual;

    public override string ToString() => Name;
}
