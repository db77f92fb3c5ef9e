using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1.Corpus;

/// <summary>A response that must be read to its end, and what must come out.</summary>
internal sealed record ValidResponse(string Name, string Bytes, int Status, BodyKind Body, string Content = "")
{
    public bool IsHead { get; init; }

    public string Trailers { get; init; } = "";

    public HeadLimits Limits { get; init; } = Reading.Usual;

    /// <summary>Bytes behind the response that are not part of it.</summary>
    public string Excess { get; init; } = "";

    public override string ToString() => Name;
}
