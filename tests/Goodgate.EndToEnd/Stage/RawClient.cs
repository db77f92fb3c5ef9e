using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.EndToEnd.Stage;

/// <summary>A client that sends what it is given and reads responses strictly, so that it sees what a browser would hide: RST or FIN, a missing last chunk, a short body.</summary>
internal sealed class RawClient : IDisposable
{
    // Far above what anything here needs on a busy machine: a test that hangs fails instead.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly CancellationTokenSource _limit = new(Patience);
    private readonly CancellationToken _patience;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    private RawClient(Socket socket)
    {
        Socket = socket;
        _patience = _limit.Token;
    }

    public Socket Socket { get; }

    public static async Task<RawClient> ConnectAsync(IPEndPoint target, int? receiveBuffer = null)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size)
        {
            socket.ReceiveBufferSize = size;
        }

        var client = new RawClient(socket);
        await socket.ConnectAsync(target, client._patience);
        return client;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await Socket.SendAsync(bytes, _patience)..];
        }
    }

    /// <summary>Sends as much as the gateway takes: one that answers early and closes is no error of the client.</summary>
    public async Task TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await SendAsync(bytes);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The answer, or its end, tells the rest.
        }
    }

    /// <summary>Sends a request and reads its answer.</summary>
    public async Task<Answer> AskAsync(string request)
    {
        await SendAsync(request);
        return await ReadAsync(bodiless: request.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    /// <summary>Reads one final response; interim ones are noted.</summary>
    public async Task<Answer> ReadAsync(bool bodiless = false)
    {
        var interim = new List<int>();
        while (true)
        {
            var head = new StringBuilder();
            if (await LineByLineAsync(head) is { } cut)
            {
                return new Answer { Head = "", Interim = interim, Body = [], Ending = cut };
            }

            var answer = new Answer { Head = head.ToString(), Interim = interim, Body = [], Ending = Ending.Complete };
            if (answer.Status is >= 200 or 101)
            {
                return bodiless || answer.Status is 101 or 204 or 304 ? answer : await ReadBodyAsync(answer);
            }

            interim.Add(answer.Status ?? 0);
        }
    }

    /// <summary>Reads a head alone; what follows stays to be read.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        (await LineByLineAsync(head)).ShouldBeNull("the connection ended before a whole head came");
        return head.ToString();
    }

    /// <summary>Reads the next chunk of a chunked body; empty when it was the last.</summary>
    public async Task<byte[]> ReadChunkAsync()
    {
        var (line, end, content) = (new StringBuilder(), new StringBuilder(), new List<byte>());
        (await LineAsync(line)).ShouldBeNull("no chunk came");
        (await TakeAsync(content, long.Parse(line.ToString().TrimEnd(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))).ShouldBeNull("the chunk is not whole");
        (await LineAsync(end)).ShouldBeNull("the chunk has no end");
        end.ToString().ShouldBe("\r\n");
        return [.. content];
    }

    /// <summary>Reads <paramref name="count"/> bytes, for what is no HTTP (any more).</summary>
    public async Task<string> ReadBytesAsync(int count)
    {
        var bytes = new List<byte>();
        (await TakeAsync(bytes, count)).ShouldBeNull($"only {bytes.Count} of {count} bytes came");
        return Encoding.Latin1.GetString([.. bytes]);
    }

    /// <summary>Waits for the end of the connection; what still comes is dropped.</summary>
    public async Task<Ending> ReadToEndAsync()
    {
        while (true)
        {
            _start = _end;
            if (await FillAsync() is { } end)
            {
                return end;
            }
        }
    }

    /// <summary>Reads everything, as it stands, until the connection ends.</summary>
    public async Task<string> ReadTextToEndAsync()
    {
        var text = new StringBuilder();
        do
        {
            text.Append(Encoding.Latin1.GetString(_buffer, _start, _end - _start));
            _start = _end;
        }
        while (await FillAsync() is null);

        return text.ToString();
    }

    /// <summary>Closes with RST.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(true, 0);
        Socket.Dispose();
    }

    public void Dispose()
    {
        Socket.Dispose();
        _limit.Dispose();
    }

    private async Task<Answer> ReadBodyAsync(Answer answer)
    {
        var body = new List<byte>();
        Ending? cut;
        if (answer.Field("Transfer-Encoding") is { } coding)
        {
            coding.ShouldBe("chunked");
            answer.Field("Content-Length").ShouldBeNull();
            cut = await TakeChunksAsync(body);
        }
        else if (answer.Field("Content-Length") is { } length)
        {
            cut = await TakeAsync(body, long.Parse(length, CultureInfo.InvariantCulture));
        }
        else
        {
            cut = await TakeAsync(body, long.MaxValue);
            cut = cut == Ending.CutByFin ? Ending.Closed : cut;
        }

        return answer with { Body = [.. body], Ending = cut ?? Ending.Complete };
    }

    private async Task<Ending?> TakeChunksAsync(List<byte> body)
    {
        while (true)
        {
            var line = new StringBuilder();
            if (await LineAsync(line) is { } cut)
            {
                return cut;
            }

            var size = long.Parse(line.ToString().TrimEnd(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (await TakeAsync(body, size) is { } short_)
            {
                return short_;
            }

            var end = new StringBuilder();
            if (await LineAsync(end) is { } missing)
            {
                return missing;
            }

            end.ToString().ShouldBe("\r\n", "a chunk, or the trailer section, does not end with CR LF");
            if (size == 0)
            {
                return null;
            }
        }
    }

    private async Task<Ending?> LineByLineAsync(StringBuilder head)
    {
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await LineAsync(head) is { } cut)
            {
                return cut;
            }
        }

        return null;
    }

    private async Task<Ending?> LineAsync(StringBuilder line)
    {
        while (true)
        {
            while (_start < _end)
            {
                var one = (char)_buffer[_start++];
                line.Append(one);
                if (one == '\n')
                {
                    return null;
                }
            }

            if (await FillAsync() is { } cut)
            {
                return cut;
            }
        }
    }

    private async Task<Ending?> TakeAsync(List<byte> body, long count)
    {
        while (count > 0)
        {
            if (_start == _end && await FillAsync() is { } cut)
            {
                return cut;
            }

            var taken = (int)Math.Min(count, _end - _start);
            body.AddRange(_buffer.AsSpan(_start, taken));
            _start += taken;
            count -= taken;
        }

        return null;
    }

    private async Task<Ending?> FillAsync()
    {
        try
        {
            _start = 0;
            _end = await Socket.ReceiveAsync(_buffer, _patience);
            return _end == 0 ? Ending.CutByFin : null;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            _end = 0;
            return Ending.CutByReset;
        }
    }
}
