using System.Runtime.CompilerServices;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding.Coding;
using Goodgate.Gateway.Spooling;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>
/// Relays a response to the client. The head goes out with the first content, so that a body that proves broken while it is still whole in our
/// hands becomes a 502; one that breaks off later ends in an abort the client can see, never in a clean end.
/// </summary>
internal sealed class ResponseRelay(Exchange exchange, UpstreamConnection connection, AttemptRecord record)
{
    private bool _begun;
    private bool _isOver;
    private bool _hasEnded;
    private bool _isInspected;
    private HeadRelay _head;
    private ReadAhead? _ahead;
    private CodedBody? _coded;

    /// <summary>Why the body failed; null when it is complete.</summary>
    public Observation? Failure { get; private set; }

    /// <summary>True when the last of it is with the client's side, but not sent: the connection to the server is not needed any more.</summary>
    public bool IsStaged { get; private set; }

    /// <summary>True when the whole response was received and handed over.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>True when the connection can carry another exchange.</summary>
    public bool CanReuse { get; private set; }

    private BodyIntake Intake => new(exchange, connection, record);

    /// <summary>Relays head and body.</summary>
    /// <returns>True when the client got something; false when nothing went out and a failure page still can.</returns>
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public async ValueTask<bool> RunAsync(ResponseHeadWait response)
    {
        var framing = response.Framing;
        if (framing.Kind == BodyKind.Tunnel)
        {
            Failure = await new Tunnel(exchange, connection, record).RunAsync(response.Head, (head, declared) => HeadRelay.Begin(exchange, connection, record, head, declared));
            return true;
        }

        using var coding = ResponseCoding.Of(exchange, connection, framing, response.Head);
        if (exchange.Cached is not null && CacheIntake.TakesOver(exchange, record, coding.Head))
        {
            (IsComplete, CanReuse) = await Intake.TakeInAsync(framing);
            return true;
        }

        // The head's fields point into the buffer, which the body will overwrite: they are handed over first, and go out later.
        _head = HeadRelay.Begin(exchange, connection, record, coding.Head, coding.IsCoded ? null : framing.Declared);
        var protocol = connection.Protocol;
        var keeps = protocol.Keeps(connection, framing);
        var complete = false;
        try
        {
            var source = protocol.Body(connection, framing, exchange.Upstream!.HeadLimits);
            _coded = coding.Code(source, _head.Tap);
            complete = IsComplete = await CopyAsync(_coded ?? source);
            IsStaged |= complete && _ahead is not null;
        }
        finally
        {
            // Nothing may be on its way to the client when the exchange ends.
            if (!complete)
            {
                _head.Tap?.Abandon();
                await (_ahead?.EndAsync() ?? default);
            }

            _coded?.Dispose();
        }

        CanReuse = complete && keeps && Intake.NothingLeft();
        if (complete)
        {
            protocol.Concluded(exchange, record);
            _head.Tap?.Complete(exchange.Failure, protocol.HasEndedWell);
        }

        return complete || _begun;
    }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private async ValueTask<bool> CopyAsync(IBodySource source)
    {
        long relayed = 0;
        while (true)
        {
            if (_coded is not null && !Thread.CurrentThread.IsThreadPoolThread)
            {
                // Compressing a piece takes a millisecond, which others on this socket thread would wait for. The server's time does not run meanwhile.
                connection.Deadline.SetAt(exchange.TotalDue);
                await Task.Yield();
            }

            var status = source.Take(connection, out var content);
            record.BodyReceived = _coded?.Received ?? relayed + content.Length;
            if (status == ReadStatus.Invalid)
            {
                return BreakOff(Fail.Of(exchange, record, connection, Phase.Body, source.Violation!));
            }

            var last = _isOver = status == ReadStatus.Done;
            if (last && source.Trailers is { Count: > 0 } trailers)
            {
                TrailerRelay.Give(trailers, exchange.Client, _coded is not null);
            }

            if (!_hasEnded && (last || (content.Length > 0 && !source.Holds(connection))))
            {
                if (!await HandOnAsync(source, content, last))
                {
                    return false;
                }

                relayed = record.BodyReceived;
            }

            if (last)
            {
                return true;
            }

            if (_head.Streams && !_begun)
            {
                _begun = true;
                await exchange.Client.FlushAsync();
            }

            var receiving = Intake.ReceiveAsync(source);
            if (await (_coded is null || receiving.IsCompleted ? receiving : Intake.FlushAsync(_coded, receiving, SendOnAsync)) is { } failure)
            {
                return await EndAsync(source, failure);
            }
        }
    }

    private ValueTask<bool> HandOnAsync(IBodySource source, ReadOnlyMemory<byte> content, bool last)
    {
        // A script may work on after its content is complete. Without the length it declared, only the end of the response tells its client.
        _hasEnded = last || _coded is { IsFinished: true };
        return _head.Tap is { } tap ? StoreAndGiveAsync(tap, source, content, last) : GiveOnAsync(source, content, last);
    }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private async ValueTask<bool> StoreAndGiveAsync(StoringTap tap, IBodySource source, ReadOnlyMemory<byte> content, bool last)
    {
        await tap.TakeAsync(content, last);
        return await GiveOnAsync(source, content, last);
    }

    private ValueTask<bool> GiveOnAsync(IBodySource source, ReadOnlyMemory<byte> content, bool last) =>
        last && TryStage(source, content) ? new ValueTask<bool>(true) : PassOnAsync(source, content, _hasEnded);

    private ValueTask<bool> SendOnAsync(ReadOnlyMemory<byte> content) => HandOnAsync(_coded!, content, last: false);

    // No more comes.
    private ValueTask<bool> EndAsync(IBodySource source, Observation failure)
    {
        // RFC 9112 §9.8: what ends with a TLS connection is complete only if close_notify says so.
        if (failure is { Happening: Happening.Closed, Detail: not IoResult.NotAnnounced } && source.EndsAtClose)
        {
            return WriteLastAsync(source);
        }

        if (!source.IsWhole || !_begun)
        {
            return new ValueTask<bool>(BreakOff(failure with { BytesExpected = source.Expected }));
        }

        if (exchange.ClientLeft)
        {
            // With all it had asked for.
            return new ValueTask<bool>(true);
        }

        // Told, but no reason to take back what the client has. One that only takes its time has not failed.
        exchange.Failure = failure.Happening == Happening.TimedOut ? exchange.Failure : failure with { BytesExpected = source.Expected };
        return WriteLastAsync(source);
    }

    private async ValueTask<bool> WriteLastAsync(IBodySource source)
    {
        if (_hasEnded)
        {
            return true;
        }

        _isOver = true;
        var rest = _coded?.Finish() ?? default;
        await (_head.Tap?.TakeAsync(rest, isWhole: true) ?? default);
        return TryStage(source, rest) || await PassOnAsync(source, rest, last: true);
    }

    // The usual end: the last of a small body, or all of it.
    private bool TryStage(IBodySource source, ReadOnlyMemory<byte> content)
    {
        if (_ahead is not null)
        {
            return false;
        }

        BeginWrite(content.Span, last: true);
        IsStaged = exchange.Client.TryStage(_head.Discards ? default : content.Span);
        if (IsStaged)
        {
            EndWrite(source, content.Length);
        }

        return IsStaged;
    }

    // Workers are few: what a client does not take at once is none of theirs.
    private ValueTask<bool> PassOnAsync(IBodySource source, ReadOnlyMemory<byte> content, bool last) =>
        exchange.Place is { IsLimited: true } && exchange.Upstream!.Workers is { } workers
            ? TakeAheadAsync(_ahead ??= new ReadAhead(GiveAsync, exchange.Client.Abort, new Spool(workers.Spools)), source, content, last)
            : WriteAsync(source, content, last);

    private async ValueTask<bool> TakeAheadAsync(ReadAhead ahead, IBodySource source, ReadOnlyMemory<byte> content, bool last)
    {
        BeginWrite(content.Span, last);
        var taken = await ahead.TakeAsync(_head.Discards ? default : content, last);
        source.Written(connection, content.Length);
        Failure = taken ? null : Undelivered();
        return taken;
    }

    private async ValueTask<bool> GiveAsync(ReadOnlyMemory<byte> content, bool last)
    {
        var given = await exchange.Client.WriteAsync(content, last);
        exchange.BytesOut += given ? content.Length : 0;
        return given;
    }

    /// <summary>Sends what is with the client's side and not sent yet: all of it, or the rest that a slow client has not taken. False when the client is gone.</summary>
    public ValueTask<bool> DeliverAsync() => _ahead?.EndAsync() ?? exchange.Client.FlushAsync();

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private async ValueTask<bool> WriteAsync(IBodySource source, ReadOnlyMemory<byte> content, bool last)
    {
        BeginWrite(content.Span, last);
        var written = await exchange.Client.WriteAsync(_head.Discards ? default : content, last);
        EndWrite(source, content.Length);
        Failure = written ? Failure : Undelivered();
        return written;
    }

    private void BeginWrite(ReadOnlySpan<byte> content, bool last)
    {
        if (_coded is { Trailers: not { Count: > 0 } } && last && !_begun)
        {
            // All of it is here.
            exchange.Client.DeclareLength(content.Length);
        }

        _begun = true;
        _head.Tap?.BeforeHead(exchange, _isOver, _isOver && connection.Protocol.HasEndedWell);

        // While the client takes its time only the limit on the whole exchange runs (0 = none).
        connection.Deadline.SetAt(exchange.TotalDue);
        if (exchange.Status >= 500 && !_isInspected && _coded is null)
        {
            _isInspected = true;
            RelayedError.Inspect(exchange, content);
        }
    }

    private void EndWrite(IBodySource source, int length)
    {
        exchange.BytesOut += _head.Discards ? 0 : length;
        source.Written(connection, length);
    }

    /// <summary>The client did not take what it was sent. The connection to the server may be at rest by then, so nothing is said of how long it was idle before.</summary>
    public Observation Undelivered() => Fail.About(exchange, record, connection, Phase.Deliver) with { Happening = Happening.ClientLeft, Idle = null, Peer = record.Peer };

    private bool BreakOff(Observation failure)
    {
        Failure = failure;
        if (_begun)
        {
            exchange.Client.Abort();
        }

        return false;
    }
}
