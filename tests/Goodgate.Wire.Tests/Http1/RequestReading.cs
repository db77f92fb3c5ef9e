using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>
/// What comes of reading one whole request (head, framing, body) that arrives in given pieces. Two readings of the same bytes must be equal
/// however they were split.
/// </summary>
internal sealed record RequestReading
{
    public ReadStatus Status { get; init; } = ReadStatus.NeedMore;

    public ViolationKind? Kind { get; init; }

    /// <summary>From the start of the request or, for chunks, of the body.</summary>
    public long Offset { get; init; }

    public string? Field { get; init; }

    public string? Detail { get; init; }

    public string? Protocol { get; init; }

    /// <summary><c>METHOD Form target [authority] 1.minor name=value;…</c></summary>
    public string Head { get; init; } = "";

    public BodyFraming Framing { get; init; }

    public string Trailers { get; init; } = "";

    public string Content { get; init; } = "";

    public int HeadLength { get; init; }

    /// <summary>Bytes of the input that belong to the request.</summary>
    public int Consumed { get; init; }

    /// <summary>Reads <paramref name="request"/> at once.</summary>
    public static RequestReading Of(string request, HeadLimits? limits = null) => Of(Latin1.Bytes(request), [], limits);

    /// <summary>Reads bytes that arrive up to each of <paramref name="splits"/> (ascending) and then up to their end.</summary>
    public static RequestReading Of(ReadOnlySpan<byte> request, ReadOnlySpan<int> splits, HeadLimits? limits = null)
    {
        var reader = new RequestInPieces(request.Length, limits ?? Reading.Usual);
        var from = 0;
        foreach (var split in splits)
        {
            reader.Arrive(request[from..split]);
            from = split;
        }

        reader.Arrive(request[from..]);
        return reader.Result();
    }

    /// <summary>Reads byte after byte.</summary>
    public static RequestReading Slowly(string request, HeadLimits? limits = null) =>
        Of(Latin1.Bytes(request), [.. Enumerable.Range(1, Math.Max(0, request.Length - 1))], limits);
}
