using System.Net.Sockets;
using System.Text;
using Goodgate.Lab.Scripts;

namespace Goodgate.Lab.Origin;

/// <summary>One connection: request after request, as long as both sides want it.</summary>
internal sealed class OriginConnection(Socket socket, Stream stream, Sightings seen, OriginOptions options)
{
    private readonly Peer _peer = new(socket, stream, seen, new LabOptions { Time = options.Time });

    public async Task ServeAsync(CancellationToken cancel)
    {
        try
        {
            for (var served = 1; await NextAsync(cancel) is { } head; served++)
            {
                var exchange = new OriginExchange(head, _peer.Reader, stream, options) { Keep = Keeps(head, served) };
                await OriginRoutes.AnswerAsync(exchange, cancel);
                if (!exchange.Keep || !await exchange.ReadBodyAsync(null, cancel))
                {
                    break;
                }
            }
        }
        catch (BadRequestException e)
        {
            var text = $"{e.Message}\n";
            var head = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n"
                + $"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\n\r\n";
            await _peer.SendAsync(Encoding.UTF8.GetBytes(head + text), cancel);
        }

        await _peer.CloseAsync(notify: true, cancel);
    }

    /// <summary>The next request; null when the client closed or the idle time is over.</summary>
    private async Task<RequestHead?> NextAsync(CancellationToken cancel)
    {
        using var idle = new CancellationTokenSource(options.IdleTimeout, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancel);
        try
        {
            return await _peer.Reader.ReadHeadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    // RFC 9112 §9.3: HTTP/1.1 connections persist unless one side says close, HTTP/1.0 ones only when the client says keep-alive.
    private bool Keeps(RequestHead head, int served) =>
        served != options.MaxRequests
        && (head.Version == "HTTP/1.1" ? !head.Lists("Connection", "close") : head.Lists("Connection", "keep-alive"));
}
