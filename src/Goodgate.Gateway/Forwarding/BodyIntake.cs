using System.Runtime.CompilerServices;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding.Coding;
using Goodgate.Gateway.Upstreams;
using Goodgate.Gateway.Waiting;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Receives the body of one response.</summary>
internal readonly struct BodyIntake(Exchange exchange, UpstreamConnection connection, AttemptRecord record)
{
    // More of a page that nobody reads costs more than a new connection.
    private const int MostDrained = 64 * 1024;

    /// <summary>Receives more of it. Null when something came.</summary>
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public async ValueTask<Observation?> ReceiveAsync(IBodySource source)
    {
        connection.LimitWait(exchange.Upstream!.Settings.Timeouts.BodyGap, exchange.TotalDue);
        var result = await connection.ReceiveAsync(source.Space(connection));
        if (result.Bytes <= 0)
        {
            return Fail.Of(exchange, record, connection, Phase.Body, result);
        }

        record.BytesReceived += result.Bytes;
        connection.Protocol.Received(connection, result.Bytes);
        return null;
    }

    // Reads what nobody gets. False when it does not come to its end.
    private async ValueTask<bool> DrainAsync(IBodySource source)
    {
        long taken = 0;
        while (true)
        {
            var status = source.Take(connection, out var content);
            taken += content.Length;
            if (status == ReadStatus.Invalid || taken > MostDrained)
            {
                return false;
            }

            source.Written(connection, content.Length);
            if (status == ReadStatus.Done)
            {
                return true;
            }

            if (await ReceiveAsync(source) is not null)
            {
                return false;
            }
        }
    }

    /// <summary>
    /// Waits for more of a body that is compressed, where the server pauses: what it has sent so far is not to wait in the coder. While that goes out nothing of the
    /// connection is touched, which is being read from.
    /// </summary>
    /// <param name="coded">The body.</param>
    /// <param name="receiving">The read under way.</param>
    /// <param name="send">Sends content to the client; false when it is gone.</param>
    public async ValueTask<Observation?> FlushAsync(CodedBody coded, ValueTask<Observation?> receiving, Func<ReadOnlyMemory<byte>, ValueTask<bool>> send)
    {
        if (coded.Flush() is not { IsEmpty: false } content)
        {
            return await receiving;
        }

        if (!await send(content))
        {
            // Nobody waits for the rest.
            connection.Close();
            await receiving;
            return Fail.About(exchange, record, connection, Phase.Deliver) with { Happening = Happening.ClientLeft, Idle = null, Peer = record.Peer };
        }

        // While the client took it, only the limit on the whole exchange ran.
        if (!receiving.IsCompleted)
        {
            connection.LimitWait(exchange.Upstream!.Settings.Timeouts.BodyGap, exchange.TotalDue);
        }

        return await receiving;
    }

    /// <summary>The client gets a stored response: of this one only the end is waited for, so that the connection can carry another.</summary>
    /// <returns>Whether it came to its end, and whether the connection can carry another exchange.</returns>
    public async ValueTask<(bool IsComplete, bool CanReuse)> TakeInAsync(BodyFraming framing)
    {
        var protocol = connection.Protocol;
        var keeps = protocol.Keeps(connection, framing);
        var isComplete = await DrainAsync(protocol.Body(connection, framing, exchange.Upstream!.HeadLimits));
        return (isComplete, isComplete && keeps && NothingLeft());
    }

    /// <summary>True when nothing came behind the response.</summary>
    public bool NothingLeft()
    {
        if (connection.Protocol.NothingLeft(connection))
        {
            return true;
        }

        exchange.Services.Outlets.ExcessBytes(record.Server);
        return false;
    }
}
