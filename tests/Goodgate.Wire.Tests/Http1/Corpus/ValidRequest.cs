using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1.Corpus;

/// <summary>A request that must be read to its end, and what must come out.</summary>
/// <param name="Head">As <see cref="RequestReading.Head"/>, without the fields.</param>
internal sealed record ValidRequest(string Name, string Bytes, string Head, BodyKind Body = BodyKind.None, string Content = "")
{
    public string Trailers { get; init; } = "";

    public HeadLimits Limits { get; init; } = Reading.Usual;

    /// <summary>Bytes behind the request that are not part of it.</summary>
    public string Excess { get; init; } = "";

    public override string ToString() => Name;
}
