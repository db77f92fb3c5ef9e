using System.Net;
using System.Net.Sockets;

namespace Goodgate.Gateway.Upstreams;

/// <summary>
/// Connects to the first of several addresses that answers (RFC 8305): the next one is tried when one fails, or after 250 ms
/// without an answer (§5 recommends that delay), all within one limit.
/// </summary>
internal static class HappyEyeballs
{
    private static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    /// <returns>The winner first if there is one; then every address that failed.</returns>
    public static async Task<(Dialed? Winner, List<Dialed> Failed)> ConnectAsync(IReadOnlyList<EndPoint> targets, TimeSpan limit, TimeProvider time)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        if (targets.Count == 1)
        {
            var only = await Dialer.DialAsync(targets[0], time, deadline.Token);
            return only.Socket is null ? (null, [only]) : (only, []);
        }

        var failed = new List<Dialed>();
        var running = new List<Task<Dialed>>();
        var next = 0;
        while (next < targets.Count || running.Count > 0)
        {
            if (next < targets.Count && !deadline.IsCancellationRequested)
            {
                running.Add(Dialer.DialAsync(targets[next++], time, deadline.Token));
            }

            var done = await FirstAsync(running, next < targets.Count, time, deadline.Token);
            if (done is null)
            {
                if (deadline.IsCancellationRequested)
                {
                    next = targets.Count;
                }

                continue;
            }

            running.Remove(done);
            var dialed = await done;
            if (dialed.Socket is not null)
            {
                if (running.Count > 0)
                {
                    await deadline.CancelAsync();
                    await CloseLosersAsync(running);
                }

                return (dialed, failed);
            }

            failed.Add(dialed);
        }

        return (null, failed);
    }

    // Null: nothing came within the delay, and there is another address to try meanwhile.
    private static async Task<Task<Dialed>?> FirstAsync(List<Task<Dialed>> running, bool others, TimeProvider time, CancellationToken cancel)
    {
        if (running.Count == 0)
        {
            return null;
        }

        if (!others || cancel.IsCancellationRequested)
        {
            return await Task.WhenAny(running);
        }

        var delay = Task.Delay(AttemptDelay, time, cancel);
        var first = await Task.WhenAny([.. running, delay]);
        return first == delay ? null : (Task<Dialed>)first;
    }

    private static async Task CloseLosersAsync(List<Task<Dialed>> losers)
    {
        foreach (var loser in losers)
        {
            (await loser).Socket?.Dispose();
        }
    }
}
