using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1.Corpus;

/// <summary>A request that must be refused, with the rule it breaks and where.</summary>
/// <param name="Offset">From the start of the request; for chunks and trailers from the start of the body.</param>
internal sealed record InvalidRequest(string Name, string Bytes, ViolationKind Kind, long Offset, string? Field = null)
{
    public HeadLimits Limits { get; init; } = Reading.Usual;

    /// <summary>What the bytes are named as, when they are plainly another protocol.</summary>
    public string? Protocol { get; init; }

    public override string ToString() => Name;
}
