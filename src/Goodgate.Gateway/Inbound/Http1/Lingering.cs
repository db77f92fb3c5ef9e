using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>
/// The end of a connection whose client may still be sending: our end of the conversation is closed first; the socket only when the client has closed
/// too, has had its time, or sends without end. Else a reset could overtake the answer (RFC 9112 §9.6).
/// </summary>
internal static class Lingering
{
    private const int MostBytes = Http1RequestBody.MostSkipped;

    // nginx lingering_timeout.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Lingers.</summary>
    /// <param name="transport">The connection.</param>
    /// <param name="inlet">Its reads.</param>
    /// <param name="patience">Its limits.</param>
    /// <param name="stops">True when the gateway stops: then what has come by now is all that is waited for.</param>
    public static async ValueTask RunAsync(Transport transport, Inlet inlet, ClientPatience patience, Func<bool> stops)
    {
        patience.AwaitWrite(0);
        await transport.ShutdownSendAsync();
        patience.Written();
        patience.Await(Limit);
        var skipped = 0;
        var space = new byte[4096];
        while (skipped < MostBytes && !patience.IsOver)
        {
            if (!inlet.IsBusy)
            {
                inlet.Begin(space, idle: false);
            }

            var coming = inlet.WaitAsync();
            if (!coming.IsCompleted && stops())
            {
                inlet.Interrupt();
            }

            if (await coming)
            {
                var result = inlet.Take();
                if (result.Bytes <= 0)
                {
                    return;
                }

                skipped += result.Bytes;
            }
            else if (stops())
            {
                return;
            }
        }
    }
}
