using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>What lets people and programs see into the pool.</summary>
public static class SightAdvice
{
    /// <summary>The two lines that turn the status page on, on a socket of its own: a full pool cannot answer for itself.</summary>
    /// <param name="listen">The pool's <c>listen</c>; null when it is not known.</param>
    public static IReadOnlyList<string> StatusLines(string? listen) =>
    [
        "pm.status_path = /fpm-status",
        listen is { Length: > 0 } && listen.Contains('/', StringComparison.Ordinal) ? $"pm.status_listen = {FpmWords.Shown(StatusSocket(listen))}" : "pm.status_listen = 127.0.0.1:9001",
    ];

    internal static IEnumerable<Advice> Of(PoolFacts facts)
    {
        if (facts.Pool is not { } pool)
        {
            yield break;
        }

        if (pool.Find("pm.status_path") is null)
        {
            yield return new Advice("status-page", AdviceWeight.Hint, "Turn the status page on.", "Without it nobody sees how many workers are busy and with what. pm.status_listen (PHP 8.0) gives it a process of its own, which answers while the pool is full.")
            {
                Lines = StatusLines(pool.Text("listen")),
            };
        }
        else if (pool.Find("pm.status_listen") is null)
        {
            yield return new Advice("status-listen", AdviceWeight.Hint, "Give the status page a socket of its own.", "It is answered by a worker of the pool: when all are busy, which is when it is wanted, it has to wait as well. pm.status_listen is there since PHP 8.0.")
            {
                Lines = [StatusLines(pool.Text("listen"))[1]],
                Place = pool.Find("pm.status_path")?.Place,
            };
        }

        if (pool.Find("ping.path") is null)
        {
            yield return new Advice("ping", AdviceWeight.Hint, "Turn the ping page on.", "It proves that a worker can be had, without running a script of the site.") { Lines = ["ping.path = /fpm-ping"] };
        }

        if (pool.Seconds("request_slowlog_timeout") is null or 0)
        {
            yield return new Advice("slow-log", AdviceWeight.Hint, "Turn the slow log on.", "It writes down in which function and line a slow request stands; nothing else tells that of a request which never ends. It costs nothing while no request is slow.")
            {
                Lines = ["slowlog = /var/log/php-fpm-$pool.slow.log", "request_slowlog_timeout = 5s"],
                Place = pool.Find("request_slowlog_timeout")?.Place,
            };
        }
    }

    private static string StatusSocket(string listen)
    {
        var dot = listen.LastIndexOf('.');
        return dot > listen.LastIndexOf('/') ? $"{listen[..dot]}-status{listen[dot..]}" : $"{listen}-status";
    }
}
