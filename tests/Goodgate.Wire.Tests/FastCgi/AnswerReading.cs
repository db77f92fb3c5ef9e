using Goodgate.Wire.FastCgi;
using Goodgate.Wire.Http1;
using Goodgate.Wire.Tests.Http1;

namespace Goodgate.Wire.Tests.FastCgi;

/// <summary>What comes of one whole response that arrives in given pieces: records to STDOUT, STDOUT to a head. Equal however it was split.</summary>
internal sealed record AnswerReading
{
    /// <summary>Done: the request has ended and its head is complete.</summary>
    public ReadStatus Status { get; init; }

    public ViolationKind? Kind { get; init; }

    public long Offset { get; init; }

    public string? Field { get; init; }

    public string? Detail { get; init; }

    public string? Protocol { get; init; }

    public int StatusCode { get; init; }

    public string Fields { get; init; } = "";

    public string Output { get; init; } = "";

    public string Errors { get; init; } = "";

    public EndOfRequest? End { get; init; }

    /// <summary>Bytes that belong to the response; 0 when it is broken.</summary>
    public int Consumed { get; init; }

    public int HeadLength { get; init; }

    public static AnswerReading Of(string response, HeadLimits? limits = null) => Of(Latin1.Bytes(response), [], limits ?? Reading.Usual);

    public static AnswerReading Slowly(string response, HeadLimits? limits = null) =>
        Of(Latin1.Bytes(response), [.. Enumerable.Range(1, Math.Max(0, response.Length - 1))], limits ?? Reading.Usual);

    /// <summary>Reads bytes that arrive up to each of <paramref name="splits"/> (ascending) and then up to their end.</summary>
    public static AnswerReading Of(ReadOnlySpan<byte> response, ReadOnlySpan<int> splits, HeadLimits limits)
    {
        var records = new RecordReader();
        var head = new CgiHeadReader();
        var output = new byte[response.Length];
        var (length, from) = (0, 0);
        var headStatus = ReadStatus.NeedMore;
        var status = ReadStatus.NeedMore;
        for (var i = 0; i <= splits.Length; i++)
        {
            var end = i < splits.Length ? splits[i] : response.Length;
            while (from < end && status == ReadStatus.NeedMore && headStatus != ReadStatus.Invalid)
            {
                status = records.Read(response[from..end], out var framing, out var data);
                response.Slice(from + framing, data).CopyTo(output.AsSpan(length));
                from += framing + data;
                length += data;
                (framing + data).ShouldBeGreaterThan(0);
                headStatus = headStatus == ReadStatus.NeedMore && length > 0 ? head.Read(output.AsSpan(0, length), limits) : headStatus;
            }
        }

        var violation = head.Violation ?? records.Violation;
        head.Head.Fields.Attach(output, 0);
        var broken = violation is not null;
        return new AnswerReading
        {
            Status = broken ? ReadStatus.Invalid : headStatus == ReadStatus.Done ? status : ReadStatus.NeedMore,
            Kind = violation?.Kind,
            Offset = violation?.Offset ?? 0,
            Field = violation?.Field,
            Detail = violation?.Detail,
            Protocol = splits.IsEmpty ? violation?.Protocol : null,
            StatusCode = head.Head.Status,
            Fields = broken ? "" : Reading.Lines(head.Head.Fields),
            Output = broken ? "" : Latin1.Text(output.AsSpan(0, length)),
            Errors = records.Errors.Text(),
            End = records.End,
            Consumed = broken ? 0 : from,
            HeadLength = head.Head.Length,
        };
    }

    /// <summary>The same without what depends on how much had arrived with the first header.</summary>
    public AnswerReading Split => this with { Protocol = null };
}
