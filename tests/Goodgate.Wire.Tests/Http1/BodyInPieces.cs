using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>Reads a body by its framing as its bytes arrive, and holds the chunked reader to what it promises.</summary>
/// <param name="bytes">The message; filled as it arrives.</param>
/// <param name="limits">Bounds of trailers.</param>
internal sealed class BodyInPieces(byte[] bytes, HeadLimits limits)
{
    private readonly ChunkedReader _chunks = new();
    private readonly StringBuilder _content = new();
    private int _start;

    public BodyFraming Framing { get; private set; }

    public ReadStatus Status { get; private set; }

    public Violation? Violation => _chunks.Violation;

    /// <summary>The byte behind what was taken.</summary>
    public int At { get; private set; }

    public string Content => _content.ToString();

    public FieldSection Trailers => _chunks.Trailers;

    public Leniency Forgiven => _chunks.Forgiven;

    public void Begin(BodyFraming framing, int start)
    {
        Framing = framing;
        _start = start;
        At = start;
    }

    public void Read(int arrived)
    {
        switch (Framing.Kind)
        {
            case BodyKind.Length:
                Take((int)Math.Min(Framing.Length - _content.Length, arrived - At));
                Status = _content.Length == Framing.Length ? ReadStatus.Done : ReadStatus.NeedMore;
                break;
            case BodyKind.Chunked:
                ReadChunks(arrived);
                break;
            case BodyKind.UntilClose:
                // The close is the end of the input.
                Take(arrived - At);
                break;
            default:
                Status = ReadStatus.Done;
                break;
        }
    }

    private void ReadChunks(int arrived)
    {
        for (var rounds = 0; Status == ReadStatus.NeedMore && At < arrived; rounds++)
        {
            Promise.Must(rounds < arrived + 2, "the chunked reader makes no progress");
            var left = arrived - At;
            Status = _chunks.Read(bytes.AsSpan(At, left), limits, out var framing, out var content);
            Promise.Must(framing >= 0 && content >= 0 && framing + content <= left, "more was taken than there is");
            Promise.Must(Status != ReadStatus.NeedMore || framing + content > 0, "nothing was taken of what there is");
            At += framing;
            Take(content);
        }

        Promise.Must(_chunks.Consumed == At - _start, "the count of consumed bytes is wrong");
        Promise.CheckViolation(Status, _chunks.Violation, arrived);
        if (Status == ReadStatus.Done)
        {
            Promise.CheckFields(_chunks.Trailers);
        }
    }

    private void Take(int count)
    {
        _content.Append(Latin1.Text(bytes.AsSpan(At, count)));
        At += count;
    }
}
