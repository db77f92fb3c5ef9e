using System.IO.Compression;

namespace Goodgate.Gateway.Files.Coding;

/// <summary>RFC 1952.</summary>
internal sealed class GzipCoder : ContentCoder
{
    // nginx's gzip_comp_level is 1, Apache's default 6: of text, 4 saves nearly as much as 6 in half the time.
    private static readonly ZLibCompressionOptions Options = new() { CompressionLevel = 4 };

    private readonly GZipStream _stream;

    public GzipCoder() => _stream = new GZipStream(Out, Options, leaveOpen: true);

    public override void Add(ReadOnlySpan<byte> content, bool last)
    {
        _stream.Write(content);
        if (last)
        {
            _stream.Dispose();
        }
    }

    public override void Dispose()
    {
        _stream.Dispose();
        base.Dispose();
    }
}
