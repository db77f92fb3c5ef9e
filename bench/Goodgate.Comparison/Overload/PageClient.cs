using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.Comparison.Overload;

/// <summary>One client on one connection at a time. It reads what came to its declared end, since half a page is none, and connects anew when it has to.</summary>
/// <param name="port">Where the program receives.</param>
/// <param name="path">The page.</param>
/// <param name="fields">Further lines of the head, each with its end.</param>
public sealed class PageClient(int port, string path, string fields = "") : IDisposable
{
    // Longer than any head here; a page passes through in pieces of it.
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly byte[] _request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0\r\n{fields}\r\n");
    private Socket? _socket;
    private int _start;
    private int _end;

    /// <summary>Asks once.</summary>
    /// <returns>The answer; <see cref="PageAnswer.None"/> when the connection ended before it was whole.</returns>
    /// <exception cref="OperationCanceledException">Cancelled: the connection is closed.</exception>
    public async ValueTask<PageAnswer> AskAsync(CancellationToken cancel)
    {
        var answer = PageAnswer.None;
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                (_start, _end) = (0, 0);
                await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
            }

            await _socket.SendAsync(_request, cancel);
            answer = await ReadAsync(cancel);
            return answer;
        }
        catch (SocketException)
        {
            return PageAnswer.None;
        }
        finally
        {
            if (answer.IsLast)
            {
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async ValueTask<PageAnswer> ReadAsync(CancellationToken cancel)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync(cancel))
            {
                return PageAnswer.None;
            }
        }

        var (answer, body) = Head(Encoding.ASCII.GetString(_buffer, _start, length));
        _start += length + 4;
        var isWhole = body is { } bytes ? await SkipAsync(bytes, cancel) : await SkipChunksAsync(cancel);
        return isWhole ? answer : PageAnswer.None;
    }

    // HTTP/1.1 200 OK; a length of null is chunked. Neither program sends a page that ends with its connection to a client of HTTP/1.1.
    private static (PageAnswer Answer, long? Body) Head(string head)
    {
        string? Field(string name)
        {
            var at = head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
            return at < 0 ? null : head[(at + name.Length + 3)..].Split('\r')[0].Trim();
        }

        var isLast = string.Equals(Field("Connection"), "close", StringComparison.OrdinalIgnoreCase);
        var answer = new PageAnswer(int.Parse(head.AsSpan(9, 3), provider: null), IsWhole: true, Field("Retry-After") is not null, isLast);
        return (answer, Field("Content-Length") is { } text ? long.Parse(text, provider: null) : Field("Transfer-Encoding") is null ? 0 : null);
    }

    private async ValueTask<bool> SkipAsync(long bytes, CancellationToken cancel)
    {
        while (bytes > _end - _start)
        {
            bytes -= _end - _start;
            _start = _end;
            if (!await FillAsync(cancel))
            {
                return false;
            }
        }

        _start += (int)bytes;
        return true;
    }

    private async ValueTask<bool> SkipChunksAsync(CancellationToken cancel)
    {
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
            {
                if (!await FillAsync(cancel))
                {
                    return false;
                }
            }

            if (!Utf8Parser.TryParse(_buffer.AsSpan(_start, line), out int size, out _, 'x'))
            {
                return false;
            }

            _start += line + 2;
            if (!await SkipAsync(size + 2, cancel))
            {
                return false;
            }

            // The last chunk; no program here sends fields behind it.
            if (size == 0)
            {
                return true;
            }
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            return false;
        }

        var count = await _socket!.ReceiveAsync(_buffer.AsMemory(_end), cancel);
        _end += count;
        return count > 0;
    }
}
