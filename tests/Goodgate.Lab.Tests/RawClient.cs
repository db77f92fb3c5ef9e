using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.Lab.Tests;

/// <summary>How a connection ended for the client.</summary>
public enum Ending
{
    /// <summary>FIN: a read of zero bytes.</summary>
    Fin,

    /// <summary>RST: ECONNRESET.</summary>
    Reset,
}

/// <summary>Everything received, how it ended, and in how many reads it came.</summary>
internal sealed record Reception(byte[] Bytes, Ending Ending, int Reads)
{
    public string Text => Encoding.Latin1.GetString(Bytes);
}

/// <summary>A client that knows no HTTP: it sends and receives bytes.</summary>
internal sealed class RawClient : IDisposable
{
    // Far above anything a sound lab needs; a test that hangs fails instead.
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    private RawClient(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    public CancellationToken Limit => _limit.Token;

    public static EndPoint EndPointOf(string url)
    {
        if (url.IndexOf("+unix:", StringComparison.Ordinal) is var unix and > 0)
        {
            return new UnixDomainSocketEndPoint(url[(unix + "+unix:".Length)..]);
        }

        var uri = new Uri(url);

        // Names of the lab's DNS server: all of them lead to this machine.
        return new IPEndPoint(IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) ? address : IPAddress.Loopback, uri.Port);
    }

    public static Socket NewSocket(EndPoint target) =>
        target is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<RawClient> ConnectAsync(string url)
    {
        var target = EndPointOf(url);
        var client = new RawClient(NewSocket(target));
        await client.Socket.ConnectAsync(target, client.Limit);
        return client;
    }

    public async Task SendAsync(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text).AsMemory();
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await Socket.SendAsync(bytes, Limit)..];
        }
    }

    /// <summary>Tells the server that nothing more will come, so that one that holds the connection lets go of it.</summary>
    public void Finish() => Socket.Shutdown(SocketShutdown.Send);

    public async Task<Reception> ReadToEndAsync()
    {
        using var received = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var reads = 0; ; reads++)
        {
            try
            {
                var count = await Socket.ReceiveAsync(buffer, Limit);
                if (count == 0)
                {
                    return new Reception(received.ToArray(), Ending.Fin, reads);
                }

                received.Write(buffer, 0, count);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset)
            {
                return new Reception(received.ToArray(), Ending.Reset, reads);
            }
        }
    }

    /// <summary>Reads until the text so far ends with <paramref name="end"/>.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var text = new StringBuilder();
        var buffer = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            (await Socket.ReceiveAsync(buffer, Limit)).ShouldBe(1, $"the connection ended after: {text}");
            text.Append((char)buffer[0]);
        }

        return text.ToString();
    }

    public void Dispose()
    {
        Socket.Dispose();
        _limit.Dispose();
    }
}
