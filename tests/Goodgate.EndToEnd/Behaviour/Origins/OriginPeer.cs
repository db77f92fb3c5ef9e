using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.EndToEnd.Behaviour.Origins;

/// <summary>One connection of a gateway, as the server behind it sees it: every byte, in order.</summary>
internal sealed class OriginPeer(Socket socket, int number, CancellationToken stop) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly MemoryStream _received = new();
    private int _taken;

    /// <summary>1 for the first connection the server accepted.</summary>
    public int Number => number;

    /// <summary>Requests read whole.</summary>
    public int Requests { get; private set; }

    /// <summary>Everything received so far (ISO 8859-1).</summary>
    public string Received
    {
        get
        {
            lock (_lock)
            {
                return Encoding.Latin1.GetString(_received.ToArray());
            }
        }
    }

    /// <summary>Reads a request's head with its empty line; null when the gateway has closed.</summary>
    public async Task<string?> ReadHeadAsync()
    {
        while (true)
        {
            var text = Received[_taken..];
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                _taken += end + 4;
                return text[..(end + 4)];
            }

            if (!await FillAsync())
            {
                return null;
            }
        }
    }

    /// <summary>Reads head and body, framed as the head says; null when the gateway has closed.</summary>
    public async Task<string?> ReadRequestAsync()
    {
        if (await ReadHeadAsync() is not { } head)
        {
            return null;
        }

        var length = Lines(head, "Content-Length");
        var body = Lines(head, "Transfer-Encoding").Count > 0 ? await ReadChunksAsync()
            : length.Count > 0 ? await ReadAsync(int.Parse(length[0], CultureInfo.InvariantCulture)) : "";
        Requests++;
        return head + body;
    }

    // To the last chunk, and the trailer section behind it.
    private async Task<string> ReadChunksAsync()
    {
        var body = "";
        while (true)
        {
            var line = await ReadUntilAsync("\r\n");
            body += line;
            var size = int.Parse(line.AsSpan(0, line.Length - 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                break;
            }

            body += await ReadAsync(size + 2);
        }

        string trailer;
        do
        {
            body += trailer = await ReadUntilAsync("\r\n");
        }
        while (trailer.Length > 2);

        return body;
    }

    /// <summary>Reads that many bytes.</summary>
    public async Task<string> ReadAsync(int count)
    {
        while (Received.Length - _taken < count)
        {
            await MoreAsync();
        }

        _taken += count;
        return Received.Substring(_taken - count, count);
    }

    /// <summary>Reads up to and with these characters.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        while (true)
        {
            var text = Received[_taken..];
            var index = text.IndexOf(end, StringComparison.Ordinal);
            if (index >= 0)
            {
                _taken += index + end.Length;
                return text[..(index + end.Length)];
            }

            await MoreAsync();
        }
    }

    /// <summary>Waits for the gateway's FIN or RST.</summary>
    public async Task ReadToEndAsync()
    {
        try
        {
            while (await FillAsync())
            {
            }
        }
        catch (SocketException)
        {
            // RST: an end as well.
        }
    }

    /// <summary>Reads and forgets: for bodies too large to keep.</summary>
    public async Task<long> SkipAsync(long count)
    {
        var buffer = new byte[64 * 1024];
        long skipped = Received.Length - _taken;
        _taken += (int)skipped;
        while (skipped < count && await socket.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count - skipped)), stop) is > 0 and var got)
        {
            skipped += got;
        }

        return skipped;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, stop)..];
        }
    }

    /// <summary>FIN: nothing more will be sent.</summary>
    public void Finish() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>RST.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Values of a field of a head, in order, in the characters received.</summary>
    public static IReadOnlyList<string> Lines(string head, string name) =>
    [
        .. head.Split("\r\n").Skip(1)
            .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim(' ')),
    ];

    private async Task MoreAsync()
    {
        if (!await FillAsync())
        {
            throw new IOException("the gateway closed in the middle");
        }
    }

    private async Task<bool> FillAsync()
    {
        var buffer = new byte[16 * 1024];
        var count = await socket.ReceiveAsync(buffer, stop);
        lock (_lock)
        {
            _received.Write(buffer, 0, count);
        }

        return count > 0;
    }
}
