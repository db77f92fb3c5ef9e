using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Goodgate.Gateway.Inbound.Http2;

/// <summary>The place where Kestrel waits for connections: instead of a socket that listens, a queue.</summary>
internal sealed class HandOver : IConnectionListenerFactory, IConnectionListenerFactorySelector, IConnectionListener
{
    /// <summary>The address Kestrel believes to listen on.</summary>
    public static readonly EndPoint Place = new HandOverPlace();

    private readonly Channel<ConnectionContext> _waiting = Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleReader = true });

    public EndPoint EndPoint => Place;

    public bool CanBind(EndPoint endpoint) => endpoint is HandOverPlace;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    /// <summary>Hands a connection over and waits for its end.</summary>
    public Task ServeAsync(HandedOverConnection connection)
    {
        // The queue is closed while the gateway stops: then nobody serves any more.
        if (!_waiting.Writer.TryWrite(connection))
        {
            connection.Abort();
            return connection.DisposeAsync().AsTask();
        }

        return connection.Ended;
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_waiting.Reader.TryRead(out var connection))
            {
                return connection;
            }
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _waiting.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var left))
        {
            left.Abort();
            await left.DisposeAsync();
        }
    }

    private sealed class HandOverPlace : EndPoint
    {
        public override string ToString() => "handed over";
    }
}
