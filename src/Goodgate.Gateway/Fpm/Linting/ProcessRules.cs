using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Linting;

/// <summary>How many workers: the rules of fpm_conf.c (fpm_conf_process_all_pools), each with the numbers that break it.</summary>
internal static class ProcessRules
{
    private static readonly string[] Dynamic = ["pm.start_servers", "pm.min_spare_servers", "pm.max_spare_servers"];

    public static IEnumerable<FpmProblem> Of(Pool pool)
    {
        if (pool.Find("pm") is null)
        {
            yield return Refused(pool, "pm", "the pool has no pm", "pm = static, dynamic or ondemand");
            yield break;
        }

        if (pool.Find("pm.max_children") is null || pool.Number("pm.max_children") is <= 0)
        {
            yield return Refused(pool, "pm.max_children", "pm.max_children must be 1 or more", "the number of requests PHP may work on at once");
        }

        var more = pool.ProcessControl switch
        {
            "dynamic" => Spare(pool),
            "ondemand" => OnDemand(pool).Concat(Idle(pool, Dynamic)),
            "static" => Idle(pool, [.. Dynamic, "pm.process_idle_timeout", "pm.max_spawn_rate"]),
            _ => [],
        };
        foreach (var problem in more)
        {
            yield return problem;
        }
    }

    private static IEnumerable<FpmProblem> Spare(Pool pool)
    {
        if (Dynamic.Any(name => pool.Find(name) is { IsKnown: false }) || pool.Number("pm.max_children") is not { } most)
        {
            return [];
        }

        var low = pool.Number("pm.min_spare_servers") ?? 0;
        var high = pool.Number("pm.max_spare_servers") ?? 0;
        if (low <= 0)
        {
            return [Refused(pool, "pm.min_spare_servers", $"pm = dynamic needs pm.min_spare_servers of 1 or more; it is {low}", "")];
        }

        if (high <= 0)
        {
            return [Refused(pool, "pm.max_spare_servers", $"pm = dynamic needs pm.max_spare_servers of 1 or more; it is {high}", "")];
        }

        return Order(pool, low, high, most);
    }

    private static IEnumerable<FpmProblem> Order(Pool pool, int low, int high, int most)
    {
        if (low > most || high > most)
        {
            var name = high > most ? "pm.max_spare_servers" : "pm.min_spare_servers";
            yield return Refused(pool, name, $"{name} = {(high > most ? high : low)} is more than pm.max_children = {most}", $"at most {most}");
        }
        else if (high < low)
        {
            yield return Refused(pool, "pm.max_spare_servers", $"pm.max_spare_servers = {high} is less than pm.min_spare_servers = {low}", $"{low} to {most}");
        }
        else if (pool.Number("pm.start_servers") is { } start and not 0 && (start < low || start > high))
        {
            yield return Refused(pool, "pm.start_servers", $"pm.start_servers = {start} is not between pm.min_spare_servers = {low} and pm.max_spare_servers = {high}", $"{low + ((high - low) / 2)}, or no line: FPM takes the middle");
        }

        if (pool.Number("pm.max_spawn_rate") is < 1)
        {
            yield return Refused(pool, "pm.max_spawn_rate", "pm.max_spawn_rate must be 1 or more", "");
        }
    }

    private static IEnumerable<FpmProblem> OnDemand(Pool pool)
    {
        if (pool.Seconds("pm.process_idle_timeout") is <= 0)
        {
            yield return Refused(pool, "pm.process_idle_timeout", "pm.process_idle_timeout must be more than 0 s", "");
        }
    }

    private static IEnumerable<FpmProblem> Idle(Pool pool, string[] names) => names.Select(name => pool.Find(name)).OfType<FpmEntry>()
        .Select(entry => new FpmProblem(entry.Place, "no-effect", $"{entry.Name} has no effect with pm = {pool.ProcessControl}"));

    private static FpmProblem Refused(Pool pool, string name, string message, string expected) =>
        new(pool.PlaceOf(name), "processes", message) { IsRefused = true, Expected = expected };
}
