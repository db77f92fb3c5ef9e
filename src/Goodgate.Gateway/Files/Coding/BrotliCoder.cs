using System.Buffers;
using System.IO.Compression;

namespace Goodgate.Gateway.Files.Coding;

/// <summary>RFC 7932.</summary>
internal sealed class BrotliCoder : ContentCoder
{
    // About the time of gzip at its level 4, and a tenth smaller.
    private const int Quality = 4;

    // 256 KiB: beyond it little repeats in a page, and each response under way holds such a window.
    private const int Window = 18;

    private BrotliEncoder _encoder = new(Quality, Window);

    public override void Add(ReadOnlySpan<byte> content, bool last)
    {
        OperationStatus status;
        do
        {
            status = _encoder.Compress(content, Out.Room(4096), out var consumed, out var written, last);
            Out.Wrote(written);
            content = content[consumed..];
        }
        while (status == OperationStatus.DestinationTooSmall || !content.IsEmpty);
    }

    public override void Flush()
    {
        OperationStatus status;
        do
        {
            status = _encoder.Flush(Out.Room(4096), out var written);
            Out.Wrote(written);
        }
        while (status == OperationStatus.DestinationTooSmall);
    }

    public override void Dispose()
    {
        _encoder.Dispose();
        base.Dispose();
    }
}
