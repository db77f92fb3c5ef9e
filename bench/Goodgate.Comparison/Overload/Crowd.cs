namespace Goodgate.Comparison.Overload;

/// <summary>Visitors who all want one page, more of them than the workers behind it can serve.</summary>
/// <param name="port">Where the proxy receives.</param>
/// <param name="path">The page.</param>
/// <param name="fields">Further lines of the head of each request, each with its end.</param>
/// <param name="pause">What each connection waits after an answer before it asks again.</param>
public sealed class Crowd(int port, string path, string fields = "", TimeSpan pause = default)
{
    // After one that could not connect: 1,800 of them trying again at once would measure the loopback.
    private static readonly TimeSpan AfterBroken = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>So many connections, each of which asks again as soon as it has its answer, whatever that was: the worst manners there are.</summary>
    /// <param name="connections">How many.</param>
    /// <param name="before">Time before counting begins.</param>
    /// <param name="counted">Time that is counted.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<CrowdTally> PressAsync(int connections, TimeSpan before, TimeSpan counted, CancellationToken cancel)
    {
        var counting = new Counting(before, counted);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(before + counted);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => StayAsync(counting, over.Token)));
        cancel.ThrowIfCancellationRequested();
        return counting.Tally;
    }

    /// <summary>So many visitors a second, each with a connection of its own, who ask once and wait; the rate is theirs, whatever the answers.</summary>
    public async Task<CrowdTally> ComeAsync(double perSecond, TimeSpan before, TimeSpan counted, CancellationToken cancel)
    {
        var counting = new Counting(before, counted);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(before + counted);
        List<Task> visits = [];
        using var steps = new PeriodicTimer(Step);
        try
        {
            while (await steps.WaitForNextTickAsync(over.Token))
            {
                while (visits.Count < perSecond * counting.Elapsed.TotalSeconds)
                {
                    visits.Add(VisitAsync(counting, over.Token));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }

        await Task.WhenAll(visits);
        cancel.ThrowIfCancellationRequested();
        return counting.Tally;
    }

    private async Task StayAsync(Counting counting, CancellationToken over)
    {
        using var client = new PageClient(port, path, fields);
        try
        {
            while (!over.IsCancellationRequested)
            {
                var rest = await AskAsync(client, counting, over) ? pause : AfterBroken;
                if (rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, TimeProvider.System, over);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }

    private async Task VisitAsync(Counting counting, CancellationToken over)
    {
        using var client = new PageClient(port, path, fields);
        try
        {
            await AskAsync(client, counting, over);
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }

    private static async Task<bool> AskAsync(PageClient client, Counting counting, CancellationToken over)
    {
        var began = TimeProvider.System.GetTimestamp();
        var answer = await client.AskAsync(over);
        if (counting.IsOn)
        {
            counting.Tally.Add(answer, TimeProvider.System.GetElapsedTime(began));
        }

        return answer.IsWhole;
    }

    /// <summary>The tally, and the span of time in which answers go into it.</summary>
    private sealed class Counting(TimeSpan before, TimeSpan counted)
    {
        private readonly long _began = TimeProvider.System.GetTimestamp();

        public CrowdTally Tally { get; } = new();

        public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_began);

        public bool IsOn => Elapsed is var at && at >= before && at < before + counted;
    }
}
