using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Resolving;

/// <summary>
/// A question over UDP. The socket is connected, so the system drops messages from elsewhere (RFC 5452 §9.1)
/// and reports ICMP port unreachable as ECONNREFUSED.
/// </summary>
internal sealed class UdpQuestion(IPEndPoint server)
{
    /// <summary>More than we allow the server to send; a longer message arrives cut and is refused as such.</summary>
    private const int BufferBytes = 4096;

    /// <summary>Messages that are not our answer before the server counts as broken rather than as disturbed.</summary>
    private const int MaxStrays = 64;

    /// <summary>Why the last message was not the answer; null when none came.</summary>
    public DnsViolation? Stray { get; private set; }

    /// <summary>The first message that is the answer, or the rule it breaks.</summary>
    public async Task<(DnsResponse? Response, DnsViolation Violation)> AskAsync(DnsQuery query, CancellationToken over)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, over);
        await socket.SendAsync(query.Bytes, SocketFlags.None, over);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var strays = 1; ; strays++)
            {
                var length = await socket.ReceiveAsync(buffer.AsMemory(0, BufferBytes), SocketFlags.None, over);
                if (DnsResponseReader.TryRead(buffer.AsSpan(0, length), query, out var response, out var violation) || violation.Matched || strays == MaxStrays)
                {
                    return (response, violation);
                }

                Stray = violation;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
