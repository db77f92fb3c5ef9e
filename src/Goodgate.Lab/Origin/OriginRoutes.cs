using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Goodgate.Lab.Origin;

/// <summary>
/// What the healthy origin answers:
/// <c>/</c> a line of text; <c>/echo</c> the request's body; <c>/headers</c> the request's head as received;
/// <c>/chunked</c>, <c>/trailers</c>; <c>/events?count=3&amp;interval=50</c> server-sent events (ms);
/// <c>/upgrade</c> an echo over <c>websocket</c> or <c>echo</c>; <c>/slow?bytes=1000&amp;piece=100&amp;interval=10</c>;
/// <c>/delay/MS</c>; <c>/status/503</c>; <c>/bytes/N</c>; <c>/until-close</c>; <c>/early-hints</c>; <c>/cookies</c>;
/// <c>/etag</c>; <c>/respond?status=200&amp;body=x&amp;cache=max-age%3D60&amp;type=text/html</c>. HEAD wherever GET is.
/// </summary>
public static class OriginRoutes
{
    /// <summary>Most bytes of one answer: 64 MiB.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const int MaxPieces = 100_000;
    private const int MaxPause = 600_000;

    private const string Plain = "Content-Type: text/plain; charset=utf-8\r\n";

    private static readonly Dictionary<string, Func<OriginExchange, CancellationToken, Task>> Table = new(StringComparer.Ordinal)
    {
        [""] = (e, cancel) => e.AnswerAsync(200, "healthy\n", cancel),
        ["echo"] = EchoAsync,
        ["headers"] = (e, cancel) => e.AnswerAsync(200, Plain, Encoding.Latin1.GetBytes(e.Head.Raw), cancel),
        ["chunked"] = (e, cancel) => e.StreamAsync(Plain, Pieces(e, 3, 0, i => $"chunk {i}\n", cancel), "", cancel),
        ["trailers"] = (e, cancel) => e.StreamAsync(Plain + "Trailer: X-Checksum\r\n",
            Pieces(e, 3, 0, i => $"chunk {i}\n", cancel), "X-Checksum: 3\r\n", cancel),
        ["events"] = (e, cancel) => e.StreamAsync(
            "Content-Type: text/event-stream\r\nCache-Control: no-cache\r\n",
            Pieces(e, e.Number("count", 3, MaxPieces), e.Number("interval", 50, MaxPause), i => $"id: {i}\ndata: event {i}\n\n", cancel),
            "",
            cancel),
        ["upgrade"] = UpgradeEcho.AnswerAsync,
        ["slow"] = SlowAsync,
        ["delay"] = DelayAsync,
        ["status"] = (e, cancel) => e.AnswerAsync(Segment(e, 200, 599), $"status {Segment(e, 200, 599)}\n", cancel),
        ["bytes"] = (e, cancel) => e.AnswerAsync(200, "Content-Type: application/octet-stream\r\n", Pattern(Segment(e, 0, MaxBytes)), cancel),
        ["until-close"] = (e, cancel) => e.UntilCloseAsync("until close\n"u8.ToArray(), cancel),
        ["early-hints"] = EarlyHintsAsync,
        ["cookies"] = (e, cancel) => e.AnswerAsync(200, Plain + "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n", "cookies\n"u8.ToArray(), cancel),
        ["etag"] = (e, cancel) => e.AnswerAsync(e.Head["If-None-Match"] == "\"lab\"" ? 304 : 200, Plain + "ETag: \"lab\"\r\n", "tagged\n"u8.ToArray(), cancel),
        ["respond"] = RespondAsync,
    };

    /// <summary>The bytes of <c>/bytes/N</c>: 0 to 250, again and again. 251 is prime, so a shifted or doubled piece shows.</summary>
    public static byte[] Pattern(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
        {
            bytes[i] = (byte)(i % 251);
        }

        return bytes;
    }

    internal static Task AnswerAsync(OriginExchange exchange, CancellationToken cancel) =>
        Table.TryGetValue(exchange.Path.FirstOrDefault() ?? "", out var answer)
            ? answer(exchange, cancel)
            : exchange.AnswerAsync(404, "the origin has no such path\n", cancel);

    private static async Task EchoAsync(OriginExchange exchange, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        if (await exchange.ReadBodyAsync(piece => body.WriteAsync(piece, cancel).AsTask(), cancel))
        {
            await exchange.AnswerAsync(200, "Content-Type: application/octet-stream\r\n", body.ToArray(), cancel);
        }
        else
        {
            exchange.Keep = false;
        }
    }

    private static Task SlowAsync(OriginExchange exchange, CancellationToken cancel)
    {
        var bytes = exchange.Number("bytes", 1000, MaxBytes);
        var piece = Math.Max(1, exchange.Number("piece", 100, MaxBytes));
        var whole = Pattern(bytes);
        var count = (bytes + piece - 1) / piece;
        return exchange.StreamAsync(
            "Content-Type: application/octet-stream\r\n",
            Paced(exchange, count, exchange.Number("interval", 10, MaxPause), i => whole[(i * piece)..Math.Min(bytes, (i + 1) * piece)], cancel),
            "",
            cancel);
    }

    private static async Task DelayAsync(OriginExchange exchange, CancellationToken cancel)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(Segment(exchange, 0, MaxPause)), exchange.Time, cancel);
        await exchange.AnswerAsync(200, "late\n", cancel);
    }

    private static async Task EarlyHintsAsync(OriginExchange exchange, CancellationToken cancel)
    {
        await exchange.InterimAsync("103 Early Hints", "Link: </style.css>; rel=preload; as=style\r\n", cancel);
        await exchange.AnswerAsync(200, "hinted\n", cancel);
    }

    private static Task RespondAsync(OriginExchange exchange, CancellationToken cancel)
    {
        var status = Math.Clamp(exchange.Number("status", 200, 599), 200, 599);
        var fields = $"Content-Type: {Line(exchange.Text("type") ?? "text/plain")}\r\n";
        if (exchange.Text("cache") is { } cache)
        {
            fields += $"Cache-Control: {Line(cache)}\r\n";
        }

        return exchange.AnswerAsync(status, fields, Encoding.UTF8.GetBytes(exchange.Text("body") ?? ""), cancel);
    }

    // The query is the client's: it must not write our head.
    private static string Line(string value) => string.Concat(value.Where(c => c is >= ' ' and <= '~'));

    private static int Segment(OriginExchange exchange, int min, int max) =>
        int.TryParse(exchange.Path.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? Math.Clamp(value, min, max) : min;

    private static IAsyncEnumerable<byte[]> Pieces(OriginExchange exchange, int count, int pause, Func<int, string> piece, CancellationToken cancel) =>
        Paced(exchange, count, pause, i => Encoding.UTF8.GetBytes(piece(i + 1)), cancel);

    private static async IAsyncEnumerable<byte[]> Paced(
        OriginExchange exchange, int count, int pause, Func<int, byte[]> piece, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var i = 0; i < count; i++)
        {
            if (i > 0 && pause > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(pause), exchange.Time, cancel);
            }

            yield return piece(i);
        }
    }
}
