using System.Text;
using Goodgate.Gateway.Fpm.Status;

namespace Goodgate.Gateway.Fpm.Polling;

/// <summary>Asks a pool how it is: status and ping, each with a deadline.</summary>
/// <param name="status">Where the status page is asked for: <c>pm.status_listen</c> where there is one, else the pool's own socket.</param>
/// <param name="pool">The pool's own socket, for the ping.</param>
/// <param name="time">The clock.</param>
public sealed class PoolPoll(FpmAddress status, FpmAddress pool, TimeProvider time)
{
    /// <summary>Asks for the status page.</summary>
    /// <param name="path">Value of <c>pm.status_path</c>.</param>
    /// <param name="patience">How long it may take; a full pool does not answer.</param>
    /// <param name="stop">Ends it with an exception.</param>
    public async Task<PoolStatusReply> StatusAsync(string path, TimeSpan patience, CancellationToken stop)
    {
        var reply = await new FpmQuestion(status, time).AskAsync(path, "json&full", patience, stop);
        if (reply.Outcome != FpmOutcome.Answered)
        {
            return new PoolStatusReply(reply, null, null);
        }

        // 404 with "File not found.": no such page, so FPM looked for a script of that name.
        if (reply.Status != 200)
        {
            return new PoolStatusReply(reply, null, $"FPM answers {reply.Status} to {path}: pm.status_path is something else, or off");
        }

        // The answer came on a thread of the sockets; a page of thousands of workers is not read there.
        await Task.Yield();
        var read = PoolStatusReader.Read(reply.Body.Span, out var problem);
        return new PoolStatusReply(reply, read, problem is null ? null : $"the answer to {path} is no status page: {problem}");
    }

    /// <summary>Asks for the ping page: proof that a worker can be had.</summary>
    /// <param name="path">Value of <c>ping.path</c>.</param>
    /// <param name="response">Value of <c>ping.response</c>.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="stop">Ends it with an exception.</param>
    /// <returns>The answer, and whether it was the one expected.</returns>
    public async Task<(FpmReply Reply, bool IsGood)> PingAsync(string path, string response, TimeSpan patience, CancellationToken stop)
    {
        var reply = await new FpmQuestion(pool, time).AskAsync(path, "", patience, stop);
        return (reply, reply is { Outcome: FpmOutcome.Answered, Status: 200 } && reply.Body.Span.SequenceEqual(Encoding.UTF8.GetBytes(response)));
    }
}
