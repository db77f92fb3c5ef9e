using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>
/// What comes of reading one whole response (interim heads, head, framing, body) that arrives in given pieces: the readers put together
/// as the gateway does it, without I/O. Two readings of the same bytes must be equal however they were split.
/// </summary>
internal sealed record Reading
{
    public ReadStatus Status { get; init; } = ReadStatus.NeedMore;

    public ViolationKind? Kind { get; init; }

    /// <summary>From the start of the head or, for chunks, of the body.</summary>
    public long Offset { get; init; }

    public string? Field { get; init; }

    public string? Detail { get; init; }

    public int StatusCode { get; init; }

    public BodyFraming Framing { get; init; }

    /// <summary>Name and value of each field line of the last head, <c>name=value;</c>.</summary>
    public string Fields { get; init; } = "";

    public string Trailers { get; init; } = "";

    public string Content { get; init; } = "";

    /// <summary>Bytes of the input that belong to the response.</summary>
    public int Consumed { get; init; }

    public Leniency Forgiven { get; init; }

    public bool IsDone => Status == ReadStatus.Done;

    /// <summary>Reads <paramref name="response"/> at once.</summary>
    public static Reading Of(string response, bool isHead = false, HeadLimits? limits = null) => Of(Latin1.Bytes(response), [], isHead, limits);

    /// <summary>Reads bytes that arrive up to each of <paramref name="splits"/> (ascending) and then up to their end.</summary>
    public static Reading Of(ReadOnlySpan<byte> response, ReadOnlySpan<int> splits, bool isHead = false, HeadLimits? limits = null)
    {
        var reader = new ResponseInPieces(response.Length, isHead, limits ?? Usual);
        var from = 0;
        foreach (var split in splits)
        {
            reader.Arrive(response[from..split]);
            from = split;
        }

        reader.Arrive(response[from..]);
        return reader.Result();
    }

    /// <summary>Reads byte after byte.</summary>
    public static Reading Slowly(string response, bool isHead = false, HeadLimits? limits = null) =>
        Of(Latin1.Bytes(response), [.. Enumerable.Range(1, Math.Max(0, response.Length - 1))], isHead, limits);

    /// <summary>The bounds a setting would give.</summary>
    public static readonly HeadLimits Usual = new(16 * 1024, 100);

    public static string Lines(FieldSection section)
    {
        var text = new StringBuilder();
        for (var i = 0; i < section.Count; i++)
        {
            text.Append(Latin1.Text(section.Name(i))).Append('=').Append(Latin1.Text(section.Value(i))).Append(';');
        }

        return text.ToString();
    }
}
