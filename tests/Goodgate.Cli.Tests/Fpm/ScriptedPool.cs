using System.Net.Sockets;
using System.Text;
using Goodgate.Wire.FastCgi;

namespace Goodgate.Cli.Tests.Fpm;

/// <summary>An FPM of three lines: answers every request on a Unix socket with the same bytes, or not at all.</summary>
internal sealed class ScriptedPool : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Socket> _kept = [];

    /// <param name="path">Where it listens.</param>
    /// <param name="answer">What it answers; null = it accepts nobody.</param>
    public ScriptedPool(string path, byte[]? answer)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(16);
        if (answer is not null)
        {
            _ = AnswerAsync(answer);
        }
    }

    /// <summary>A page as FPM sends it: one record of output, one that ends the request.</summary>
    public static byte[] Page(string head, string body)
    {
        var content = Encoding.UTF8.GetBytes($"{head}\r\nContent-Type: application/json\r\n\r\n{body}");
        var bytes = new byte[RecordHeader.Size + content.Length + RecordHeader.Size + EndOfRequest.Size];
        RecordHeader.Write(bytes, RecordType.StandardOutput, RecordReader.RequestId, content.Length, 0);
        content.CopyTo(bytes.AsSpan(RecordHeader.Size));
        RecordHeader.Write(bytes.AsSpan(RecordHeader.Size + content.Length), RecordType.EndRequest, RecordReader.RequestId, EndOfRequest.Size, 0);
        return bytes;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _kept.ForEach(socket => socket.Dispose());
    }

    private async Task AnswerAsync(byte[] answer)
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync();
                _kept.Add(socket);
                await socket.ReceiveAsync(new byte[4096]);
                await socket.SendAsync(answer);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }
}
