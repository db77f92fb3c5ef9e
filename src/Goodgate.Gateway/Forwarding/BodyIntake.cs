using System.Runtime.CompilerServices;
using Goodgate.Gateway.Exchanges;
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

    /// <summary>Reads what nobody gets, so that the connection can carry another exchange. False when it does not come to its end.</summary>
    public async ValueTask<bool> DrainAsync(IBodySource source)
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
