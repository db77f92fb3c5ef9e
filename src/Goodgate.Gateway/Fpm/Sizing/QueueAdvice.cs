using System.Globalization;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>Who waits before the pool, and how long that makes sense.</summary>
internal static class QueueAdvice
{
    // FPM subtracts times that a clock set back makes negative and prints the difference without its sign: 584,000 years. No request takes a day.
    private static readonly TimeSpan MostBelieved = TimeSpan.FromDays(1);

    public static IEnumerable<Advice> Of(PoolFacts facts)
    {
        if (facts.Pool?.Number("listen.backlog") is { } backlog && facts.Somaxconn is { } most && backlog > most)
        {
            yield return new Advice("somaxconn", AdviceWeight.Hint, $"listen.backlog = {backlog} is not in force: the kernel cuts it to {most}.", $"net.core.somaxconn = {most}, and the smaller of both counts (listen(2)).")
            {
                Lines = [$"listen.backlog = {most}"],
                Place = facts.Pool.Find("listen.backlog")?.Place,
            };
        }

        if (TooLong(facts) is { } advice)
        {
            yield return advice;
        }
    }

    // The last in line is served when all before it were: room x time of a request / workers. When the gateway has given up by then, FPM works for nobody,
    // and after a jam it first works off those who left.
    private static Advice? TooLong(PoolFacts facts)
    {
        var workers = facts.Pool?.Number("pm.max_children") ?? facts.Status?.Total ?? 0;
        var configured = facts.Pool?.Number("listen.backlog") is { } backlog ? backlog < 0 ? facts.Somaxconn : Math.Min(backlog, facts.Somaxconn ?? int.MaxValue) : null;
        var seen = facts.Status?.Processes.Where(process => process.Requests > 0 && process.Duration > TimeSpan.Zero && process.Duration < MostBelieved).ToList() ?? [];
        if ((facts.Queue?.Room ?? configured) is not { } room || workers <= 0 || seen.Count == 0)
        {
            return null;
        }

        var mean = TimeSpan.FromSeconds(seen.Average(process => process.Duration.TotalSeconds));
        var last = room * mean / workers;
        if (last <= facts.GatewayPatience)
        {
            return null;
        }

        var better = (int)Math.Max(1, facts.GatewayPatience * workers / mean);
        return new Advice("backlog", AdviceWeight.Hint, $"Let fewer requests wait in FPM's queue: {better} instead of {room}.", string.Create(
            CultureInfo.InvariantCulture,
            $"{room} waiting x {mean.TotalSeconds:0.00} s a request / {workers} workers = {last.TotalSeconds:0} s until the last one is served; the gateway gives up after {facts.GatewayPatience.TotalSeconds:0} s, and FPM would work for nobody. ({seen.Count} requests measured.)"))
        {
            Lines = [$"listen.backlog = {better}"],
            Place = facts.Pool?.Find("listen.backlog")?.Place,
        };
    }
}
