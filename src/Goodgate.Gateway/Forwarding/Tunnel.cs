using System.Buffers;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Carries bytes both ways after a 101, until either side closes or both are silent for <c>timeouts.upgrade_idle</c>.</summary>
internal sealed class Tunnel(Exchange exchange, UpstreamConnection connection, AttemptRecord record)
{
    private const int BufferSize = 16 * 1024;

    // A server that has had the client's FIN gets this long between its last words.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    private volatile bool _clientFinished;

    /// <summary>Runs it.</summary>
    /// <param name="head">The 101.</param>
    /// <param name="begin">Hands the head's fields to the client.</param>
    /// <returns>Null when it ended in order.</returns>
    public async ValueTask<Observation?> RunAsync(ResponseHead head, Action<ResponseHead, long?> begin)
    {
        var upgrade = head.Fields.Find(KnownField.Upgrade);
        var protocol = System.Text.Encoding.Latin1.GetString(head.Fields.Value(upgrade));
        begin(head, null);
        exchange.Client.SetField("Upgrade", protocol);
        connection.Deadline.Clear();
        await using var client = await exchange.Client.UpgradeAsync();

        // From here on the client's FIN is part of the conversation: what it sent before still has to reach the server.
        exchange.Release();
        Touch();
        using var serverEnded = new CancellationTokenSource();
        var up = UpAsync(client, serverEnded.Token);
        var down = await DownAsync(client);
        connection.Close();
        await serverEnded.CancelAsync();
        await up;
        return connection.Deadline.HasFired && !_clientFinished ? Fail.Of(exchange, record, connection, Phase.Tunnel, default(IoResult)) : down;
    }

    private async Task UpAsync(Stream client, CancellationToken serverEnded)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await client.ReadAsync(buffer, serverEnded) is > 0 and var count)
            {
                Touch();
                exchange.BytesIn += count;
                var sent = await connection.SendAsync(buffer.AsMemory(0, count));
                record.BytesSent += sent.Bytes;
                if (sent.Failed)
                {
                    return;
                }
            }

            _clientFinished = true;
            Touch();
            await connection.ShutdownSendAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The client's side ended without a FIN: the server must hear of it.
            connection.Close();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<Observation?> DownAsync(Stream client)
    {
        try
        {
            while (true)
            {
                if (connection.End > connection.Start)
                {
                    await DeliverAsync(client);
                    exchange.BytesOut += connection.End - connection.Start;
                    connection.Take(connection.End - connection.Start);
                }

                var result = await connection.ReceiveAsync(connection.FreeSpace(BufferSize));
                if (result.Bytes <= 0)
                {
                    return result.Failed && !exchange.ClientLeft && !connection.IsClosed ? Fail.Of(exchange, record, connection, Phase.Tunnel, result) : null;
                }

                Touch();
                record.BytesReceived += result.Bytes;
                connection.Received(result.Bytes);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            return null;
        }
    }

    // A client that stops reading is silence too: without a limit it would hold both connections for ever.
    private async ValueTask DeliverAsync(Stream client)
    {
        var writing = WriteAsync(client);
        try
        {
            await writing.WaitAsync(exchange.Upstream!.Settings.Timeouts.UpgradeIdle, exchange.Services.Time);
        }
        catch (TimeoutException)
        {
            exchange.Client.Abort();
            await writing;
        }
    }

    private async Task WriteAsync(Stream client)
    {
        await client.WriteAsync(connection.UnreadMemory);
        await client.FlushAsync();
    }

    private void Touch() => connection.Deadline.Set(_clientFinished ? LastWords : exchange.Upstream!.Settings.Timeouts.UpgradeIdle);
}
