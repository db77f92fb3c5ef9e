using System.Globalization;
using System.Text;
using Goodgate.Lab.Scripts;

namespace Goodgate.Lab.Origin;

/// <summary>One request at the origin and the means to answer it.</summary>
internal sealed class OriginExchange(RequestHead head, RequestReader reader, Stream stream, OriginOptions options)
{
    private readonly Dictionary<string, string> _query = Query(head.Target);
    private bool _bodyRead;

    public RequestHead Head { get; } = head;

    public RequestReader Reader { get; } = reader;

    public Stream Stream { get; } = stream;

    public TimeProvider Time => options.Time;

    /// <summary>Whether the connection goes on after this answer.</summary>
    public required bool Keep { get; set; }

    /// <summary>Path segments: <c>/bytes/10</c> is [bytes, 10].</summary>
    public string[] Path { get; } = head.Target.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);

    private bool Chunks => Head.Version == "HTTP/1.1";

    /// <summary>A number of the query, kept between zero and <paramref name="max"/>.</summary>
    public int Number(string name, int otherwise, int max) =>
        int.TryParse(_query.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? Math.Min(value, max) : otherwise;

    public string? Text(string name) => _query.GetValueOrDefault(name);

    /// <summary>Reads the request's body once; says 100 (Continue) first when the client waits for it (RFC 9110 §10.1.1).</summary>
    public async Task<bool> ReadBodyAsync(Func<ReadOnlyMemory<byte>, Task>? sink, CancellationToken cancel)
    {
        if (_bodyRead)
        {
            return true;
        }

        _bodyRead = true;
        if (Chunks && Head.Lists("Expect", "100-continue"))
        {
            await InterimAsync("100 Continue", "", cancel);
        }

        return await Reader.ReadBodyAsync(Head, sink, cancel);
    }

    public Task InterimAsync(string status, string fields, CancellationToken cancel) => WriteAsync($"HTTP/1.1 {status}\r\n{fields}\r\n", cancel);

    /// <summary>A whole answer with a length; without the body for HEAD, 204 and 304 (RFC 9110 §6.4.1).</summary>
    public async Task AnswerAsync(int status, string fields, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        CloseWhenEarly();
        var length = status is 204 or 304 ? "" : $"Content-Length: {body.Length}\r\n";
        var start = Encoding.Latin1.GetBytes($"{Start(status)}{fields}{length}\r\n");
        var bare = Head.Method == "HEAD" || status is 204 or 304;
        await Stream.WriteAsync(bare ? start : (byte[])[.. start, .. body.Span], cancel);
        await Stream.FlushAsync(cancel);
    }

    public Task AnswerAsync(int status, string text, CancellationToken cancel) =>
        AnswerAsync(status, "Content-Type: text/plain; charset=utf-8\r\n", Encoding.UTF8.GetBytes(text), cancel);

    /// <summary>An answer in pieces: chunked, or until close for HTTP/1.0. Trailers are lines that end with CRLF.</summary>
    public async Task StreamAsync(string fields, IAsyncEnumerable<byte[]> pieces, string trailers, CancellationToken cancel)
    {
        CloseWhenEarly();
        Keep &= Chunks;
        await WriteAsync($"{Start(200)}{fields}{(Chunks ? "Transfer-Encoding: chunked\r\n" : "")}\r\n", cancel);
        if (Head.Method == "HEAD")
        {
            return;
        }

        await foreach (var piece in pieces.WithCancellation(cancel))
        {
            await Stream.WriteAsync(Chunks ? [.. Encoding.Latin1.GetBytes($"{piece.Length:x}\r\n"), .. piece, .. "\r\n"u8] : piece, cancel);
            await Stream.FlushAsync(cancel);
        }

        if (Chunks)
        {
            await WriteAsync($"0\r\n{trailers}\r\n", cancel);
        }
    }

    /// <summary>An answer without a length: its end is the connection's.</summary>
    public async Task UntilCloseAsync(byte[] body, CancellationToken cancel)
    {
        Keep = false;
        await WriteAsync($"{Start(200)}Content-Type: text/plain\r\n\r\n", cancel);
        if (Head.Method != "HEAD")
        {
            await Stream.WriteAsync(body, cancel);
        }
    }

    // An answer before an awaited 100 (Continue): the client may or may not send the body now, so the connection cannot go on.
    private void CloseWhenEarly()
    {
        if (!_bodyRead && Head.Lists("Expect", "100-continue"))
        {
            _bodyRead = true;
            Keep = false;
        }
    }

    private string Start(int status)
    {
        var connection = (Keep, Chunks) switch
        {
            (false, _) => "Connection: close\r\n",
            (true, false) => "Connection: keep-alive\r\n",
            _ => "",
        };
        var alive = Keep && options.AnnounceIdleTimeout ? $"Keep-Alive: timeout={(int)options.IdleTimeout.TotalSeconds}\r\n" : "";
        return $"HTTP/1.1 {status} {Reason(status)}\r\nDate: {Time.GetUtcNow():r}\r\n{connection}{alive}";
    }

    // The registered phrases of the statuses tests use; a reason may be empty (RFC 9112 §4).
    private static string Reason(int status) => status switch
    {
        200 => "OK",
        204 => "No Content",
        304 => "Not Modified",
        404 => "Not Found",
        426 => "Upgrade Required",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "",
    };

    private async Task WriteAsync(string text, CancellationToken cancel)
    {
        await Stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancel);
        await Stream.FlushAsync(cancel);
    }

    private static Dictionary<string, string> Query(string target)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in target.Split('?', 2).ElementAtOrDefault(1)?.Split('&') ?? [])
        {
            var parts = pair.Split('=', 2);
            values[parts[0]] = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
        }

        return values;
    }
}
