using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Goodgate.EndToEnd.Behaviour.Origins;

/// <summary>A server that plays what a test tells it with each connection, and keeps every byte it was sent.</summary>
internal sealed class RawOrigin : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Func<OriginPeer, Task> _play;
    private readonly ConcurrentQueue<OriginPeer> _peers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _playing = [];
    private readonly Task _accepting;

    private RawOrigin(Socket listener, Func<OriginPeer, Task> play)
    {
        _listener = listener;
        _play = play;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>What to give a gateway as server URL.</summary>
    public string Url => $"http://{_listener.LocalEndPoint}";

    /// <summary>Connections accepted.</summary>
    public int Connections => _peers.Count;

    /// <summary>Everything each connection has sent so far, in order of arrival (ISO 8859-1).</summary>
    public IReadOnlyList<string> Received => [.. _peers.Select(peer => peer.Received)];

    /// <summary>Starts to serve on a free port of the loopback address.</summary>
    public static RawOrigin Start(Func<OriginPeer, Task> play, IPAddress? address = null)
    {
        var listener = new Socket((address ?? IPAddress.Loopback).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address ?? IPAddress.Loopback, 0));
        listener.Listen(512);
        return new RawOrigin(listener, play);
    }

    /// <summary>A server that reads whole requests and gives each the same answer, on connections it keeps.</summary>
    public static RawOrigin Answering(string response) => Start(async peer =>
    {
        while (await peer.ReadRequestAsync() is not null)
        {
            await peer.SendAsync(response);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var peer in _peers)
        {
            peer.Dispose();
        }

        await Task.WhenAll(_playing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var peer = new OriginPeer(await _listener.AcceptAsync(_stop.Token), _peers.Count + 1, _stop.Token);
                _peers.Enqueue(peer);
                _playing.Add(PlayAsync(peer));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PlayAsync(OriginPeer peer)
    {
        try
        {
            await _play(peer);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The gateway left, or the test is over: what arrived is what counts.
        }
        finally
        {
            peer.Dispose();
        }
    }
}
