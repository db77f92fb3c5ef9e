using System.Text;

namespace Goodgate.Logs.Reading;

/// <summary>Opens a log by its first bytes: gzip, bzip2, xz, zstd, UTF-16, a journal's export format, or plain.</summary>
internal static class LogStream
{
    private const int Longest = 8;

    /// <summary>The log's lines as bytes of UTF-8 (or whatever a plain file has).</summary>
    /// <exception cref="IOException">It cannot be read; the message says why.</exception>
    public static Stream Open(LogSource source)
    {
        var raw = Peeked(source.Open(), out var start);
        Stream plain = start switch
        {
            [0x1F, 0x8B, ..] => new GzipLogStream(raw),
            [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..] => new ToolStream("bzip2", raw),
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => new ToolStream("xz", raw),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => new ToolStream("zstd", raw),
            _ => raw,
        };
        return ReferenceEquals(plain, raw) ? Text(raw, start) : Text(Peeked(plain, out var inner), inner);
    }

    private static Stream Text(Stream stream, byte[] start) => start switch
    {
        [0xFF, 0xFE, ..] => Encoding.CreateTranscodingStream(stream, Encoding.Unicode, Encoding.UTF8),
        [0xFE, 0xFF, ..] => Encoding.CreateTranscodingStream(stream, Encoding.BigEndianUnicode, Encoding.UTF8),

        // Windows tools leave the mark out at times: every second byte is zero all the same.
        [not 0, 0, not 0, 0, not 0, 0, ..] => Encoding.CreateTranscodingStream(stream, Encoding.Unicode, Encoding.UTF8),
        _ when start.AsSpan().StartsWith("__CURSOR"u8) => new JournalExportStream(stream),
        _ => stream,
    };

    // The bytes looked at are given back.
    private static PeekedStream Peeked(Stream stream, out byte[] start)
    {
        var buffer = new byte[Longest];
        var count = stream.ReadAtLeast(buffer, Longest, throwOnEndOfStream: false);
        start = buffer[..count];
        return new PeekedStream(start, stream);
    }
}
