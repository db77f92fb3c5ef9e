using System.Net;
using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Workers;

/// <summary>What a pool is asked each time it is looked at: its status page, its ping page, and the kernel for its queue.</summary>
/// <param name="file">Says where the pages are.</param>
/// <param name="server">The pool's own address.</param>
/// <param name="isFull">True while all its workers are taken: a question on its own socket would wait in its backlog, before the next visitor.</param>
/// <param name="time">The clock.</param>
internal sealed class PoolQuestions(Func<PoolFile> file, ServerAddress server, Func<bool> isFull, TimeProvider time)
{
    // Shorter than the time between two looks: none waits for the one before.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FpmAddress? _own = FpmAddress.Parse(server.ToString(), out _);

    /// <summary>True when a pool has a page that can be asked for.</summary>
    public static bool AreThere(PoolFile file) => (file.StatusPath ?? file.PingPath) is not null && file.StatusAddress is not null;

    /// <summary>Asks once. No longer than 4 s.</summary>
    public async Task<PoolReading> AskAsync(CancellationToken stop)
    {
        var now = file();
        var at = time.GetTimestamp();
        var full = isFull();
        var isOwn = now.StatusAddress?.ToString() == server.ToString();
        var reading = now is { StatusPath: { } path, StatusAddress: { } address } ? full && isOwn
                ? new PoolReading(at, null, Queue(), "it was not asked: all its workers are busy")
                : await StatusAsync(path, address, at, stop)
            : new PoolReading(at, null, Queue(), "it has no status page");

        // Where the status page came from the pool's own socket, it has proven the same.
        return now.PingPath is { } ping && _own is { } own && !full && (now.StatusPath is null || !isOwn) ? reading with { Ping = await PingAsync(ping, now.PingResponse, own, stop) } : reading;
    }

    private async Task<PoolReading> StatusAsync(string path, FpmAddress address, long at, CancellationToken stop)
    {
        var answer = await new PoolPoll(address, address, time).StatusAsync(path, Patience, stop);
        var problem = answer.Status is not null ? null : answer.Problem ?? Words(answer.Reply);
        return new PoolReading(at, answer.Status, Queue(), problem);
    }

    private async Task<string> PingAsync(string path, string response, FpmAddress own, CancellationToken stop)
    {
        var (reply, isGood) = await new PoolPoll(own, own, time).PingAsync(path, response, Patience, stop);
        return isGood ? FormattableString.Invariant($"answered in {reply.Elapsed.TotalMilliseconds:0.0} ms")
            : reply.Outcome == FpmOutcome.Answered ? FormattableString.Invariant($"answered {reply.Status} and not ping.response")
            : Words(reply);
    }

    private static string Words(FpmReply reply) => reply.Instead ?? $"{reply.Outcome}{(reply.Error is { } error ? $" ({error})" : "")}";

    private QueueReading Queue() => server.SocketPath is { } path ? KernelQueue.OfUnix(path)
        : IPAddress.TryParse(server.Host, out var address) ? KernelQueue.OfTcp(new IPEndPoint(address, server.Port))
        : QueueReading.NotKnown("it is known by a name");
}
