using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Waits for the final head of a response, passes interim ones on, and decides the framing of its body.</summary>
internal sealed class ResponseHeadWait(Exchange exchange, UpstreamConnection connection, AttemptRecord record, RequestBody? body)
{
    // Apache gives up after 10 interim responses as well ("Too many (%d) interim responses from origin server").
    private const int MaxInterim = 10;

    private int _interim;
    private bool _headArrived;

    /// <summary>The head, after <see cref="ReadAsync"/> returned null.</summary>
    public ResponseHead Head => connection.Protocol.Head(connection);

    /// <summary>The framing of the body.</summary>
    public BodyFraming Framing { get; private set; }

    /// <summary>Starts the clock of the first byte: the whole request is with the server now.</summary>
    public void RequestSent()
    {
        if (!Volatile.Read(ref _headArrived))
        {
            connection.LimitWait(exchange.Upstream!.Settings.Timeouts.FirstByte, exchange.HeadDue);
        }
    }

    /// <summary>Reads until the final head is complete.</summary>
    /// <returns>Null when it is; the failure otherwise.</returns>
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public async ValueTask<Observation?> ReadAsync()
    {
        if (body is null or { IsWhole: true })
        {
            RequestSent();
        }

        var limits = exchange.Upstream!.HeadLimits;
        var protocol = connection.Protocol;
        protocol.BeginResponse(connection);
        while (true)
        {
            var status = protocol.ReadHead(connection, limits);
            if (status == ReadStatus.Invalid)
            {
                return Violated(protocol.Violation(connection));
            }

            if (status == ReadStatus.Done)
            {
                Head.Fields.Attach(connection.Buffer, connection.Start);
                if (!Head.IsInterim)
                {
                    return TakeFinal();
                }

                if (await TakeInterimAsync() is { } broken)
                {
                    return broken;
                }

                continue;
            }

            var result = await connection.ReceiveAsync(connection.FreeSpace(limits.MaxBytes));
            if (result.Bytes <= 0)
            {
                return await EndedAsync(result);
            }

            Received(result.Bytes);
        }
    }

    private void Received(int bytes)
    {
        if (record.BytesReceived == 0)
        {
            record.FirstByte = exchange.Services.Time.GetElapsedTime(record.Began);
        }

        record.BytesReceived += bytes;
        connection.Protocol.Received(connection, bytes);
    }

    private async ValueTask<Observation?> EndedAsync(IoResult result)
    {
        if (!result.Failed && body is { IsWhole: false } && await body.SendErrorAsync() is var error and not SocketError.Success)
        {
            result = new IoResult(0, error);
        }

        return Fail.Of(exchange, record, connection, record.BytesReceived == 0 ? SilentPhase() : Phase.Head, result);
    }

    // A server that never took the whole request did not fail to answer it.
    private Phase SilentPhase() => body is { SendFailed: true } ? Phase.Send : Phase.FirstByte;

    private Observation? TakeFinal()
    {
        connection.Take(Head.Length);
        record.Status = Head.Status;
        record.Server.Answered();
        if (exchange.Cached is { } use)
        {
            use.AnswerDue = 0;
        }

        Volatile.Write(ref _headArrived, true);
        return Conclude();
    }

    private async ValueTask<Observation?> TakeInterimAsync()
    {
        // An interim response has no body; one that frames a body is a broken message (RFC 9112 §6.1), not a head to skip.
        _ = BodyFraming.Decide(Head, isHead: false, out var violation);
        if (violation is not null)
        {
            return Violated(violation);
        }

        if (++_interim > MaxInterim)
        {
            return TooManyInterim();
        }

        if (Head.Status == 100)
        {
            body?.Continue();
        }
        else
        {
            // 102, 103 and those to come: a proxy passes on what it did not ask for itself (RFC 9110 §15.2).
            await exchange.Client.WriteInterimAsync(Head);
        }

        connection.Take(Head.Length);
        connection.Protocol.BeginResponse(connection);
        return null;
    }

    private Observation? Conclude()
    {
        var isHead = exchange.Client.Method == "HEAD";
        Framing = connection.Protocol.Framing(connection, isHead, out var violation);
        if (violation is { Kind: ViolationKind.UnknownTransferCoding } && (exchange.Upstream!.HeadLimits.Lenient & Leniency.UnknownCoding) != 0
            && !FieldLists.Contains(Head.Fields, KnownField.TransferEncoding, "chunked"u8))
        {
            // RFC 9112 §6.3: where chunked is not the last coding, the body ends with the connection.
            (Framing, violation) = (new BodyFraming(isHead || Head.Status == 304 ? BodyKind.None : BodyKind.UntilClose, 0, null), null);
        }

        violation ??= ConnectionOptions.FramingNamed(Head);
        return violation is null ? UpgradeRules.Check(exchange, record, connection, Head) : Violated(violation);
    }

    private Observation Violated(Violation violation)
    {
        var seen = Fail.Of(exchange, record, connection, Phase.Head, violation);
        return exchange.ClientLeft ? seen with { Happening = Happening.ClientLeft, Violation = null } : seen;
    }

    private Observation TooManyInterim() => Violated(new Violation(
        ViolationKind.TooManyInterim, 0, null, $"more than {MaxInterim} interim responses", $"HTTP/1.1 {Head.Status}"));
}
