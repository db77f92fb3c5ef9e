using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Linting;

/// <summary>Times of requests, the slow log, and the pages FPM answers itself.</summary>
internal static class RequestRules
{
    private static readonly string[] Pages = ["pm.status_path", "ping.path"];

    public static IEnumerable<FpmProblem> Of(Pool pool) => [.. Times(pool), .. Pages.SelectMany(name => Page(pool, name)), .. Suppressed(pool), .. BothPages(pool)];

    private static IEnumerable<FpmProblem> Times(Pool pool)
    {
        var slow = pool.Seconds("request_slowlog_timeout") ?? 0;
        var end = pool.Seconds("request_terminate_timeout") ?? 0;
        if (slow > 0 && pool.Find("slowlog") is null or { Value: "", IsKnown: true })
        {
            yield return Refused(pool, "request_slowlog_timeout", "slow-log", $"request_slowlog_timeout = {slow} s has no slowlog to write to", "slowlog = /var/log/php-fpm/$pool.slow.log");
        }

        if (end > 0 && slow > end)
        {
            yield return Refused(pool, "request_slowlog_timeout", "slow-log", $"request_slowlog_timeout = {slow} s is more than request_terminate_timeout = {end} s: the request is gone by then", $"less than {end} s");
        }
    }

    private static IEnumerable<FpmProblem> Page(Pool pool, string name)
    {
        if (pool.Find(name) is { IsKnown: true } entry && (entry.Value.Length < 2 || entry.Value[0] != '/' || entry.Value.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or '.' or '~'))))
        {
            yield return Refused(pool, name, "path", $"{name} = {FpmWords.Quoted(entry.Value)} cannot be used", "/ and at least one of letters, digits and /_-.~");
        }
    }

    private static IEnumerable<FpmProblem> Suppressed(Pool pool) => pool.Entries
        .Where(entry => entry is { Name: "access.suppress_path", Index: not null, IsKnown: true } && !entry.Value.StartsWith('/'))
        .Select(entry => new FpmProblem(entry.Place, "path", $"access.suppress_path[] = {FpmWords.Quoted(entry.Value)} does not begin with /") { IsRefused = true });

    private static IEnumerable<FpmProblem> BothPages(Pool pool)
    {
        if (pool.Text("ping.path") is { } ping && ping == pool.Text("pm.status_path"))
        {
            yield return new FpmProblem(pool.PlaceOf("ping.path"), "path", $"ping.path and pm.status_path are both {FpmWords.Shown(ping)}: one of them is never seen");
        }

        if (pool.Find("pm.status_listen") is { } listen && pool.Find("pm.status_path") is null)
        {
            yield return new FpmProblem(listen.Place, "no-effect", "pm.status_listen has nothing to show without pm.status_path") { Expected = "pm.status_path = /fpm-status" };
        }
    }

    private static FpmProblem Refused(Pool pool, string name, string rule, string message, string expected) =>
        new(pool.PlaceOf(name), rule, message) { IsRefused = true, Expected = expected };
}
