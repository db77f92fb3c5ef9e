using System.Collections.Concurrent;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Demo;

/// <summary>Hands each verdict to whoever waits for its request.</summary>
internal sealed class VerdictWait(TimeProvider time)
{
    // A verdict leaves the gateway when its exchange ends, moments after the visitor has the answer.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Verdict>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Takes a verdict from the gateway.</summary>
    public void Take(Verdict verdict)
    {
        if (verdict.Observation.RequestId is { } id && _waiting.TryGetValue(id, out var waiter))
        {
            waiter.TrySetResult(verdict);
        }
    }

    /// <summary>Announces a request before it is sent.</summary>
    public void Expect(string requestId) => _waiting[requestId] = new TaskCompletionSource<Verdict>(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The verdict on an announced request; null when none comes in time.</summary>
    public async Task<Verdict?> ForAsync(string requestId, CancellationToken cancel)
    {
        try
        {
            return await _waiting[requestId].Task.WaitAsync(Longest, time, cancel);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            _waiting.TryRemove(requestId, out _);
        }
    }
}
