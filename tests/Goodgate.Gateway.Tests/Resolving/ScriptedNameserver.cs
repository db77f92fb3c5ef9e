using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Goodgate.Gateway.Tests.Resolving;

/// <summary>A nameserver on loopback, UDP and TCP on one port, that answers as the test says: any number of messages, or none.</summary>
internal sealed class ScriptedNameserver : IDisposable
{
    // Below the ports that systems give to clients: a client could else get the port it connects to and talk to itself.
    // Two ranges, so that no other test's server takes a port that must stay dead.
    private static readonly (int From, int To) ServerPorts = (10_000, 16_000);
    private static readonly (int From, int To) DeadPorts = (9_000, 10_000);

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly Socket _udp;
    private readonly Socket _tcp;

    public ScriptedNameserver(Func<Asked, Task<byte[][]>> script)
    {
        (_udp, _tcp) = Bind(ServerPorts);
        OverUdp = script;
        _ = ServeUdpAsync();
        _ = ServeTcpAsync();
    }

    public ScriptedNameserver(Func<Asked, byte[]?> script)
        : this(asked => Task.FromResult(script(asked) is { } answer ? new[] { answer } : []))
    {
    }

    /// <summary>A server that never answers.</summary>
    public static ScriptedNameserver Silent() => new(_ => (byte[]?)null);

    public IPEndPoint EndPoint => (IPEndPoint)_udp.LocalEndPoint!;

    public string Address => EndPoint.ToString();

    public int Port => EndPoint.Port;

    /// <summary>What was asked over UDP, in order.</summary>
    public ConcurrentQueue<Asked> Heard { get; } = [];

    /// <summary>What was asked over TCP, in order.</summary>
    public ConcurrentQueue<Asked> HeardOverTcp { get; } = [];

    /// <summary>Bytes sent over TCP, length and message; empty closes.</summary>
    public Func<Asked, byte[]> OverTcp { get; set; } = _ => [];

    public Func<Asked, Task<byte[][]>> OverUdp { get; set; }

    /// <summary>Names asked for, each with its family.</summary>
    public string[] Questions => [.. Heard.Select(asked => $"{asked.Name} {asked.Type}")];

    /// <summary>Waits until so many questions have come over UDP; for one waiter at a time.</summary>
    public async Task HeardAsync(int count)
    {
        while (Heard.Count < count)
        {
            (await _arrivals.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue($"{Heard.Count} questions came");
        }
    }

    /// <summary>Puts the length before a message.</summary>
    public static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    /// <summary>From now on TCP connections are refused.</summary>
    public void CloseTcp() => _tcp.Dispose();

    public void Dispose()
    {
        _stop.Cancel();
        _udp.Dispose();
        _tcp.Dispose();
        _stop.Dispose();
        _arrivals.Dispose();
    }

    /// <summary>A UDP port on loopback where nothing listens.</summary>
    public static int DeadPort()
    {
        var (udp, tcp) = Bind(DeadPorts);
        using (udp)
        using (tcp)
        {
            return ((IPEndPoint)udp.LocalEndPoint!).Port;
        }
    }

    private static (Socket Udp, Socket Tcp) Bind((int From, int To) ports)
    {
        while (true)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                udp.Bind(new IPEndPoint(IPAddress.Loopback, Random.Shared.Next(ports.From, ports.To)));
                tcp.Bind(udp.LocalEndPoint!);
                tcp.Listen();
                return (udp, tcp);
            }
            catch (SocketException)
            {
                // Someone has the port of that number; take another.
                udp.Dispose();
                tcp.Dispose();
            }
        }
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var received = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                var asked = new Asked(buffer[..received.ReceivedBytes], received.RemoteEndPoint);
                Heard.Enqueue(asked);
                _arrivals.Release();
                _ = AnswerAsync(asked);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task AnswerAsync(Asked asked)
    {
        foreach (var message in await OverUdp(asked))
        {
            await _udp.SendToAsync(message, SocketFlags.None, asked.From, _stop.Token);
        }
    }

    private async Task ServeTcpAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _tcp.AcceptAsync(_stop.Token);
                await using var stream = new NetworkStream(connection);
                var prefix = new byte[2];
                await stream.ReadExactlyAsync(prefix, _stop.Token);
                var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
                await stream.ReadExactlyAsync(message, _stop.Token);
                var asked = new Asked(message, connection.RemoteEndPoint!);
                HeardOverTcp.Enqueue(asked);
                await stream.WriteAsync(OverTcp(asked), _stop.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SocketException or IOException)
        {
        }
    }
}
