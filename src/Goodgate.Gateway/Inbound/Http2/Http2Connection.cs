using Goodgate.Gateway.Inbound.Listening;
using Microsoft.AspNetCore.Connections;

namespace Goodgate.Gateway.Inbound.Http2;

/// <summary>A connection that speaks HTTP/2: Kestrel serves it, and drains it (GOAWAY) when it is stopped itself.</summary>
internal sealed class Http2Connection(HandedOverConnection connection, Http2Engine engine) : IClientConnection
{
    public Task RunAsync() => engine.ServeAsync(connection);

    public void Drain()
    {
    }

    public void Dispose()
    {
        // Kestrel has disposed of it.
    }

    public void Close() => connection.Abort(new ConnectionAbortedException());
}
