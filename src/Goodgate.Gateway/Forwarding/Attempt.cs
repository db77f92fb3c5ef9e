using System.Runtime.CompilerServices;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Forwarding;

/// <summary>One try of an exchange at one server: a connection, the request out, the response's head in, the relay of its body.</summary>
internal sealed class Attempt
{
    private readonly Exchange _exchange;
    private readonly Server _server;
    private readonly RequestBody? _body;
    private readonly bool _fresh;

    /// <param name="exchange">The exchange.</param>
    /// <param name="server">The server.</param>
    /// <param name="body">The request's body; null when it has none.</param>
    /// <param name="fresh">Open a new connection even when an idle one is there.</param>
    public Attempt(Exchange exchange, Server server, RequestBody? body, bool fresh)
    {
        _exchange = exchange;
        _server = server;
        _body = body;
        _fresh = fresh;

        // The first one begins with the exchange: a few microseconds for finding the route are not worth a read of the clock. A body may have taken its
        // client a minute, and a script the disk some milliseconds, which are no time of the server.
        var atOnce = exchange.Attempts.Count == 0 && body is null && !server.Address.IsFastCgi;
        Record = new AttemptRecord { Server = server, Began = atOnce ? exchange.Began : exchange.Services.Time.GetTimestamp() };
        exchange.Add(Record);
    }

    public AttemptRecord Record { get; }

    /// <summary>Runs it.</summary>
    /// <returns>True when a response went to the client, whole or broken off; false when nothing did: <see cref="AttemptRecord.Failure"/> says why.</returns>
    public ValueTask<bool> RunAsync()
    {
        _server.Begin();
        if (!_fresh && MayReuse && _server.Pool.Take() is { } idle)
        {
            Record.Reused = true;
            Record.Peer = idle.Peer;
            return CarryAsync(idle);
        }

        return OpenAndCarryAsync();
    }

    // FPM may end a worker at any time it rests (pm.max_requests, a reload), and what cannot be sent twice would be lost with it. A new connection costs little.
    private bool MayReuse => !_server.Address.IsFastCgi || RetryDecision.IsIdempotent(_exchange.Client.Method);

    private async ValueTask<bool> OpenAndCarryAsync()
    {
        UpstreamConnection? connection = null;
        try
        {
            connection = await OpenAsync();
        }
        finally
        {
            if (connection is null)
            {
                End(_exchange.Services.Time.GetTimestamp());
            }
        }

        return connection is not null && await CarryAsync(connection);
    }

    private async ValueTask<UpstreamConnection?> OpenAsync()
    {
        if (!_server.Pool.TryOpen())
        {
            Record.Failure = Fail.ConnectionLimit(Record, _exchange.Upstream!.Settings.Pool.MaxConnections);
            return null;
        }

        _exchange.Upstream!.Workers?.MakeRoom();
        var result = await _exchange.Services.Connector.OpenAsync(_server, _exchange.Upstream!, Record.Times = new PhaseTimes());
        Record.Failure = result.Failure;
        Record.Peer = result.Connection?.Peer ?? result.Failure?.Peer;
        return result.Connection;
    }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private async ValueTask<bool> CarryAsync(UpstreamConnection connection)
    {
        var pump = Task.CompletedTask;
        var pumps = _body is { IsWhole: false };
        var relay = new ResponseRelay(_exchange, connection, Record);
        var began = false;
        try
        {
            Observation? failure = null;
            var response = Begin(connection);
            if (pumps)
            {
                pump = _body!.PumpAsync(connection, Record, response);
            }
            else
            {
                failure = await SendWholeAsync(connection);
            }

            failure ??= await response.ReadAsync();
            began = failure is null && await relay.RunAsync(response);
            if (!pump.IsCompleted && (relay.IsComplete || _body!.IsSent))
            {
                await _body!.EndSendingAsync();
            }

            Record.Failure = Blame(failure ?? relay.Failure, connection);
        }
        catch
        {
            // A defect of ours must not leave the pump reading the client's body behind a finished exchange.
            await EndPumpAsync(connection, pump);
            End(_exchange.Services.Time.GetTimestamp());
            throw;
        }

        // The whole of the request is with the server, and nothing of it on its way: bytes that come later would be another request's.
        var isSent = pump.IsCompletedSuccessfully && (!pumps || _body!.IsSent);
        var isClean = relay.IsComplete && isSent && Record.Failure is null;
        if (!Finish(connection, isClean, isClean && relay.CanReuse) && !pump.IsCompleted)
        {
            await EndPumpAsync(connection, pump);
        }

        return began && await DeliverAsync(relay);
    }

    // No other attempt follows. How long the client takes for the rest is nothing to the workers.
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private async ValueTask<bool> DeliverAsync(ResponseRelay relay)
    {
        _exchange.LeavePlace();
        if (relay.IsStaged && !await relay.DeliverAsync())
        {
            Record.Failure = relay.Undelivered();
        }

        return true;
    }

    private ResponseHeadWait Begin(UpstreamConnection connection)
    {
        _exchange.Use(connection);
        if (_exchange.HeadDue > 0)
        {
            connection.Deadline.NotAfter(_exchange.HeadDue);
        }

        connection.Serve(_exchange.Place);
        connection.Protocol.Compose(_exchange, connection, _body);
        return new ResponseHeadWait(_exchange, connection, Record, _body);
    }

    private void End(long now)
    {
        Record.Duration = _exchange.Services.Time.GetElapsedTime(Record.Began, now);
        _server.End();
    }

    private async ValueTask EndPumpAsync(UpstreamConnection connection, Task pump)
    {
        connection.Close();
        _body?.Stop();
        await pump;
    }

    // A client that breaks off its body makes us close the connection: the server is not to blame for that.
    private Observation? Blame(Observation? failure, UpstreamConnection connection) => (failure, _body?.ClientFault) switch
    {
        (null, _) or (_, null) => failure,
        (_, 499) => Fail.About(_exchange, Record, connection, Phase.Send) with { Happening = Happening.ClientLeft },
        _ when _exchange.ClientLeft => failure,
        _ => null,
    };

    private ValueTask<Observation?> SendWholeAsync(UpstreamConnection connection)
    {
        var sending = connection.SendAsync(connection.Protocol.Composed(connection));
        var rest = _body is null ? default : connection.Protocol.LeftOut(_body);
        return sending.IsCompletedSuccessfully && rest.IsEmpty ? new ValueTask<Observation?>(Sent(connection, sending.Result)) : SendOnAsync(connection, sending, rest);
    }

    private async ValueTask<Observation?> SendOnAsync(UpstreamConnection connection, ValueTask<IoResult> sending, ReadOnlyMemory<byte> rest)
    {
        var failure = await AwaitAsync(connection, sending);
        return failure is null && !rest.IsEmpty ? await AwaitAsync(connection, connection.SendAsync(rest)) : failure;
    }

    private async ValueTask<Observation?> AwaitAsync(UpstreamConnection connection, ValueTask<IoResult> sending)
    {
        if (!sending.IsCompleted)
        {
            connection.LimitWait(_exchange.Upstream!.Settings.Timeouts.Send, _exchange.HeadDue);
        }

        return Sent(connection, await sending);
    }

    private Observation? Sent(UpstreamConnection connection, IoResult result)
    {
        Record.BytesSent += result.Bytes;
        if (!result.Failed)
        {
            return null;
        }

        // What the kernel took before the error is not known; say that something may have been sent.
        Record.BytesSent = Math.Max(1, Record.BytesSent);
        return Fail.Of(_exchange, Record, connection, Phase.Send, result);
    }

    // True when nobody uses the connection any more, and it rests in the pool, or as one that was retired; false when it is closed.
    private bool Finish(UpstreamConnection connection, bool isClean, bool reuse)
    {
        var now = _exchange.Services.Time.GetTimestamp();
        End(now);
        var mine = _exchange.Release() is not null;
        if (isClean && mine && connection.SendDeadline is not { HasFired: true } && connection.Deadline.Clear())
        {
            if (reuse)
            {
                _server.Pool.Return(connection, now);
                return true;
            }

            if (_server.Address.IsFastCgi && connection.Protocol.HasEnded)
            {
                _server.Pool.Retire(connection);
                return true;
            }
        }

        connection.Close();
        return false;
    }
}
