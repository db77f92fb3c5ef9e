using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Resolving;

/// <summary>A question over TCP: each message after its length in two bytes (RFC 1035 §4.2.2), so an answer is at most 64 KiB.</summary>
internal static class TcpQuestion
{
    private const int Prefix = sizeof(ushort);

    /// <summary>The answer, or the rule it breaks. The connection is ours alone, so whatever comes is the server's answer.</summary>
    public static async Task<(DnsResponse? Response, DnsViolation Violation)> AskAsync(IPEndPoint server, DnsQuery query, CancellationToken over)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, over);

        // RFC 7766 §8: length and message in one write.
        var request = new byte[Prefix + query.Bytes.Length];
        BinaryPrimitives.WriteUInt16BigEndian(request, (ushort)query.Bytes.Length);
        query.Bytes.CopyTo(request.AsMemory(Prefix));
        await socket.SendAsync(request, SocketFlags.None, over);

        var prefix = new byte[Prefix];
        if (await ReceiveAsync(socket, prefix, over) < Prefix)
        {
            return (null, new DnsViolation(DnsViolationKind.Truncated, 0, true));
        }

        var promised = BinaryPrimitives.ReadUInt16BigEndian(prefix);
        var buffer = ArrayPool<byte>.Shared.Rent(promised);
        try
        {
            var length = await ReceiveAsync(socket, buffer.AsMemory(0, promised), over);
            return Read(buffer.AsSpan(0, length), query, cut: length < promised);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (DnsResponse? Response, DnsViolation Violation) Read(ReadOnlySpan<byte> message, DnsQuery query, bool cut)
    {
        if (!DnsResponseReader.TryRead(message, query, out var response, out var violation))
        {
            return (null, violation with { Matched = true });
        }

        // There is no further transport to fall back on.
        return cut || response.Truncated ? (null, new DnsViolation(DnsViolationKind.Truncated, message.Length, true)) : (response, default);
    }

    /// <summary>Fills <paramref name="buffer"/>; returns fewer bytes when the server closes before.</summary>
    private static async Task<int> ReceiveAsync(Socket socket, Memory<byte> buffer, CancellationToken over)
    {
        var received = 0;
        while (received < buffer.Length)
        {
            var count = await socket.ReceiveAsync(buffer[received..], SocketFlags.None, over);
            if (count == 0)
            {
                break;
            }

            received += count;
        }

        return received;
    }
}
