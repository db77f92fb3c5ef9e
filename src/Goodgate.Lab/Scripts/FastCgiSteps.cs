using System.Text;

namespace Goodgate.Lab.Scripts;

/// <summary>The steps of a FastCGI server (FastCGI 1.0), which knows nothing of our own client: bytes are written and read by hand.</summary>
internal static class FastCgiSteps
{
    private const int Params = 4;
    private const int Input = 5;
    private const int Output = 6;
    private const int Errors = 7;
    private const int End = 3;

    private const int HeaderSize = 8;
    private const int MaxParams = 256 * 1024;

    /// <summary>Reads one whole request: records until STDIN has ended.</summary>
    public static Step Hear { get; } = (peer, cancel) => ReadAsync(peer, until: Input, cancel);

    /// <summary>Reads a request's parameters only.</summary>
    public static Step HearParams { get; } = (peer, cancel) => ReadAsync(peer, until: Params, cancel);

    /// <summary>STDOUT, split over records as large as PHP-FPM makes them.</summary>
    public static string Out(string text) => Split(Output, text);

    /// <summary>STDERR, the same.</summary>
    public static string Err(string text) => Split(Errors, text);

    /// <summary>FCGI_END_REQUEST.</summary>
    /// <param name="protocol">protocolStatus: 0 complete, 1 cannot multiplex, 2 overloaded, 3 unknown role.</param>
    public static string Ended(int protocol = 0) => Record(End, $"\0\0\0\0{(char)protocol}\0\0\0");

    /// <summary>One record, padded to eight bytes.</summary>
    public static string Record(int type, string content, int version = 1, int id = 1)
    {
        var padding = -content.Length & 7;
        return $"{(char)version}{(char)type}{(char)(id >> 8)}{(char)(id & 255)}{(char)(content.Length >> 8)}{(char)(content.Length & 255)}{(char)padding}\0{content}{new string('\0', padding)}";
    }

    // PHP's buffer of output is 8 KiB less a header (fastcgi.c, struct _fcgi_request).
    private static string Split(int type, string text) =>
        string.Concat(text.Chunk(8184).Select(piece => Record(type, new string(piece))));

    private static async Task<bool> ReadAsync(Peer peer, int until, CancellationToken cancel)
    {
        var pairs = new StringBuilder();
        while (await TakeAsync(peer, HeaderSize, cancel) is { } header)
        {
            if (header[0] != 1)
            {
                throw new BadRequestException("a record is not of version 1 (FastCGI 1.0 §3.3)");
            }

            var length = (header[4] << 8) | header[5];
            if (await TakeAsync(peer, length + header[6], cancel) is not { } content)
            {
                return false;
            }

            if (header[1] == Params)
            {
                pairs.Append(content, 0, length);
                if (pairs.Length > MaxParams)
                {
                    throw new BadRequestException($"the parameters are longer than {MaxParams} bytes");
                }

                if (length == 0)
                {
                    See(peer, pairs.ToString());
                }
            }

            if (header[1] == until && length == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void See(Peer peer, string pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < pairs.Length;)
        {
            var name = Length(pairs, ref at);
            var value = Length(pairs, ref at);
            if (at + name + value > pairs.Length)
            {
                throw new BadRequestException("a parameter is longer than its record (FastCGI 1.0 §3.4)");
            }

            values[pairs.Substring(at, name)] = pairs.Substring(at + name, value);
            at += name + value;
        }

        peer.Reader.Saw(values.GetValueOrDefault("REQUEST_METHOD", ""), values.GetValueOrDefault("REQUEST_URI", ""), values.GetValueOrDefault("HTTP_X_REQUEST_ID"));
    }

    private static int Length(string pairs, ref int at)
    {
        if (at < pairs.Length && pairs[at] < 0x80)
        {
            return pairs[at++];
        }

        if (at + 4 > pairs.Length)
        {
            throw new BadRequestException("a parameter has no length (FastCGI 1.0 §3.4)");
        }

        var length = ((pairs[at] & 0x7F) << 24) | (pairs[at + 1] << 16) | (pairs[at + 2] << 8) | pairs[at + 3];
        at += 4;
        return length;
    }

    // So many bytes as characters; null when the peer left before.
    private static async Task<char[]?> TakeAsync(Peer peer, int count, CancellationToken cancel)
    {
        var bytes = new char[count];
        for (var have = 0; have < count;)
        {
            var piece = await peer.Reader.TakeAsync(count - have, cancel);
            if (piece.IsEmpty)
            {
                return null;
            }

            have += Encoding.Latin1.GetChars(piece.Span, bytes.AsSpan(have));
        }

        return bytes;
    }
}
