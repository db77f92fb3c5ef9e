using System.IO.Compression;

namespace Goodgate.Gateway.Files.Coding;

/// <summary>RFC 1952.</summary>
internal sealed class GzipCoder : ContentCoder
{
    // nginx's gzip_comp_level is 1, Apache's default 6: of text, 4 saves nearly as much as 6 in half the time.
    private static readonly ZLibCompressionOptions Options = new() { CompressionLevel = 4 };

    // A member without content. GZipStream writes nothing at all where it was given nothing.
    private static readonly byte[] Empty = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly GZipStream _stream;
    private bool _hasContent;

    public GzipCoder() => _stream = new GZipStream(Out, Options, leaveOpen: true);

    public override void Add(ReadOnlySpan<byte> content, bool last)
    {
        _hasContent |= !content.IsEmpty;
        _stream.Write(content);
        if (!last)
        {
            return;
        }

        _stream.Dispose();
        if (!_hasContent)
        {
            Out.Write(Empty);
        }
    }

    public override void Flush() => _stream.Flush();

    public override void Dispose()
    {
        _stream.Dispose();
        base.Dispose();
    }
}
