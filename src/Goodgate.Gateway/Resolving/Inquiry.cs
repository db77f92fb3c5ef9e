using System.Net;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Resolving;

/// <summary>
/// One question put to the servers until one settles it. A server that fails makes room for the next at once; one that stays silent
/// is joined by the next after a share of the limit, and its answer still counts when it comes: a slow resolver is better than none.
/// </summary>
/// <param name="name">Absolute name.</param>
/// <param name="type">A or AAAA.</param>
/// <param name="servers">Where a better first server is noted.</param>
/// <param name="plan">The servers to ask, in order; one that comes again is asked again when it was silent.</param>
/// <param name="time">Clock.</param>
internal sealed class Inquiry(string name, DnsRecordType type, NameserverSet servers, IPEndPoint[] plan, TimeProvider time)
{
    private readonly List<Task<NameserverAnswer>> _pending = [];
    private readonly List<NameserverAnswer> _answers = [];
    private int _next;
    private int _tries;

    /// <summary>Ends with the first answer that settles the question, when all have failed, or when <paramref name="deadline"/> passes.</summary>
    /// <param name="limit">Time until the deadline, to share among the tries.</param>
    /// <param name="deadline">Cancelled when the time is up.</param>
    public async Task<InquiryResult> RunAsync(TimeSpan limit, CancellationToken deadline)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        var share = limit / plan.Length;
        share = share < servers.Conf.Timeout ? share : servers.Conf.Timeout;
        try
        {
            while (true)
            {
                StartNext(over.Token);
                if (_pending.Count == 0)
                {
                    return new InquiryResult(null, _answers, _tries);
                }

                var answer = await NextAnswerAsync(share, over.Token);
                if (answer is not null)
                {
                    _answers.Add(answer);
                }

                if (answer is { Settles: true })
                {
                    Remember(answer);
                    return new InquiryResult(answer, _answers, _tries);
                }
            }
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    /// <summary>Asks the next server that has not failed yet, if there is one and there is time.</summary>
    private void StartNext(CancellationToken over)
    {
        while (_next < plan.Length && !over.IsCancellationRequested)
        {
            var server = plan[_next++];
            if (!_answers.Exists(answer => answer.Server.Equals(server)))
            {
                _tries++;
                _pending.Add(new NameserverExchange(server, name, type, time).AskAsync(over));
                return;
            }
        }
    }

    /// <summary>The next answer; null when the share of time is up and another server may be asked beside.</summary>
    private async Task<NameserverAnswer?> NextAnswerAsync(TimeSpan share, CancellationToken over)
    {
        var any = Task.WhenAny(_pending);
        if (_next < plan.Length)
        {
            using var done = CancellationTokenSource.CreateLinkedTokenSource(over);
            await Task.WhenAny(any, Task.Delay(share, time, done.Token));
            await done.CancelAsync();
            if (!any.IsCompleted && !over.IsCancellationRequested)
            {
                return null;
            }
        }

        var answered = await any;
        _pending.Remove(answered);
        return await answered;
    }

    /// <summary>When the first server did not speak, the one that did goes first for a while.</summary>
    private void Remember(NameserverAnswer settled)
    {
        var first = plan[0];
        if (!settled.Server.Equals(first) && !_answers.Exists(answer => answer.Spoke && answer.Server.Equals(first)))
        {
            servers.Prefer(settled.Server);
        }
    }
}

/// <summary>How an inquiry ended.</summary>
/// <param name="Settled">The answer that settles it: addresses, or that there are none; null when no server gave one.</param>
/// <param name="Answers">All answers heard, failures included.</param>
/// <param name="Tries">Questions sent.</param>
internal sealed record InquiryResult(NameserverAnswer? Settled, IReadOnlyList<NameserverAnswer> Answers, int Tries)
{
    public bool HasAddresses => Settled is { Outcome: NameserverOutcome.Addresses };
}
