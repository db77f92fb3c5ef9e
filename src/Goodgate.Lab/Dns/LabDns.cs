using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Goodgate.Lab.Scripts;

namespace Goodgate.Lab.Dns;

/// <summary>A DNS server over UDP and TCP that answers, fails or stays silent by name; see <see cref="LabNames"/>.</summary>
public sealed class LabDns : IAsyncDisposable
{
    // RFC 1035 §4.2.2: two bytes of length before each message over TCP.
    private const int MaxMessage = 4096;
    private const int PortTries = 16;

    private static readonly IPAddress[] Loopback = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    private readonly ConcurrentDictionary<string, LabAnswer> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _udp;
    private readonly AcceptLoop _tcp;
    private readonly Task _receiving;

    private LabDns(Socket udp, Socket tcp, IPAddress serving)
    {
        _udp = udp;
        Address = (IPEndPoint)udp.LocalEndPoint!;
        Know(serving);
        _tcp = new AcceptLoop(tcp, Seen, ServeTcpAsync);
        _receiving = Task.Run(ReceiveAsync);
    }

    /// <summary>Where to ask.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Queries seen: the method is <c>A</c>, <c>AAAA</c> or <c>TYPE…</c>, the target <c>udp NAME</c> or <c>tcp NAME</c>.</summary>
    public Sightings Seen { get; } = new();

    /// <summary>Starts on <paramref name="listen"/>, over UDP and TCP on the same port; zero = a free one.</summary>
    /// <exception cref="LabException">The port is taken.</exception>
    public static LabDns Start(IPAddress listen, int port = 0)
    {
        for (var left = port == 0 ? PortTries : 1; ; left--)
        {
            var tcp = Listener.Tcp(listen, port, "the lab's DNS server");
            var udp = new Socket(listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                udp.Bind(tcp.LocalEndPoint!);
                return new LabDns(udp, tcp, listen);
            }
            catch (SocketException e)
            {
                var wanted = tcp.LocalEndPoint;
                udp.Dispose();
                tcp.Dispose();
                if (left <= 1)
                {
                    throw new LabException(
                        $"the lab's DNS server: cannot listen on UDP {wanted}: {LabTrouble.Words(e)}. "
                        + "Expected a free port; choose another first port, or 0 for free ports.", e);
                }
            }
        }
    }

    /// <summary>Sets or changes what is said about a name, from the next query on.</summary>
    public void Set(string name, LabAnswer answer) => _names[name] = answer;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _udp.Dispose();
        await _receiving;
        await _tcp.DisposeAsync();
        _stop.Dispose();
    }

    private void Know(IPAddress serving)
    {
        // A lab on another address than loopback serves its truncated and forged names there.
        var here = LabAnswer.To(IPAddress.Any.Equals(serving) ? IPAddress.Loopback : serving);
        Set(LabNames.Healthy, LabAnswer.To(Loopback));
        Set(LabNames.OnlyIPv4, LabAnswer.To(IPAddress.Loopback));
        Set(LabNames.OnlyIPv6, LabAnswer.To(IPAddress.IPv6Loopback));
        Set(LabNames.Alias, LabAnswer.To(Loopback) with { Alias = LabNames.Healthy });
        Set(LabNames.AliasLoop, new LabAnswer { Alias = LabNames.AliasLoop });
        Set(LabNames.NoAddress, LabAnswer.To());
        Set(LabNames.ServerFailure, LabAnswer.Error(2));
        Set(LabNames.NotImplemented, LabAnswer.Error(4));
        Set(LabNames.Refused, LabAnswer.Error(5));
        Set(LabNames.Silent, new LabAnswer { Delivery = LabDelivery.Silent });
        Set(LabNames.Truncated, here with { Delivery = LabDelivery.TruncatedOverUdp });
        Set(LabNames.Forged, here with { Delivery = LabDelivery.AfterForged });
        Set(LabNames.Garbled, new LabAnswer { Delivery = LabDelivery.Garbled });
        Set(LabNames.Metadata, LabAnswer.To(IPAddress.Parse("169.254.169.254")));
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[MaxMessage];
        var anyone = new IPEndPoint(Address.AddressFamily is AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var received = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, anyone, _stop.Token);
                foreach (var reply in Replies(buffer.AsSpan(0, received.ReceivedBytes), "udp"))
                {
                    await _udp.SendToAsync(reply, SocketFlags.None, received.RemoteEndPoint, _stop.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The asker is gone (ICMP port unreachable), or the lab stops: the loop's condition tells.
                await Task.Yield();
            }
        }
    }

    private async Task ServeTcpAsync(Socket socket, CancellationToken cancel)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        var prefix = new byte[2];
        while (true)
        {
            await stream.ReadExactlyAsync(prefix, cancel);
            var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(message, cancel);
            foreach (var reply in Replies(message, "tcp"))
            {
                BinaryPrimitives.WriteUInt16BigEndian(prefix, (ushort)reply.Length);
                await stream.WriteAsync((byte[])[.. prefix, .. reply], cancel);
            }
        }
    }

    private List<byte[]> Replies(ReadOnlySpan<byte> message, string transport)
    {
        if (DnsQuery.Parse(message) is not { } query)
        {
            return [];
        }

        var type = query.Type switch { DnsQuery.A => "A", DnsQuery.Aaaa => "AAAA", var other => $"TYPE{other}" };
        Seen.SawRequest(type, $"{transport} {query.Name}", null);
        var answer = _names.GetValueOrDefault(query.Name) ?? LabAnswer.Error(3);
        return (answer.Delivery, transport) switch
        {
            (LabDelivery.Silent, _) => [],
            (LabDelivery.Garbled, _) => [DnsReply.Garbled(query)],
            (LabDelivery.TruncatedOverUdp, "udp") => [DnsReply.Truncated(query)],
            (LabDelivery.AfterForged, "udp") => [Forged(query), DnsReply.Write(query, answer)],
            _ => [DnsReply.Write(query, answer)],
        };
    }

    // 192.0.2.1 is for documentation (RFC 5737): nobody answers there.
    private static byte[] Forged(DnsQuery query) =>
        DnsReply.Write(query with { Id = (ushort)(query.Id + 1) }, LabAnswer.To(IPAddress.Parse("192.0.2.1")));
}
