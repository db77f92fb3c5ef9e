using System.Globalization;
using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Linting;

/// <summary>What the pools of one FPM have to agree about.</summary>
internal static class SharedRules
{
    public static IEnumerable<FpmProblem> Of(FpmConfiguration read)
    {
        var taken = new Dictionary<string, Pool>(StringComparer.Ordinal);
        foreach (var pool in read.Pools)
        {
            if (pool.Text("listen") is { } listen && !taken.TryAdd(listen, pool))
            {
                yield return new FpmProblem(pool.PlaceOf("listen"), "listen-twice", $"pool {FpmWords.Shown(taken[listen].Name)} listens on {FpmWords.Shown(listen)} already ({taken[listen].PlaceOf("listen")})") { IsRefused = true };
            }
        }

        // 0 = no limit (php-fpm.conf).
        if (read.Global.Find("process.max") is { IsKnown: true } most && int.TryParse(most.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0)
        {
            var sum = read.Pools.Sum(pool => (long)(pool.Number("pm.max_children") ?? 0));
            if (sum > limit)
            {
                yield return new FpmProblem(most.Place, "process-max", $"process.max = {limit} is less than the {sum} that pm.max_children of {read.Pools.Count} pools add up to: a pool may stay short of workers for good") { Expected = $"process.max = {sum}" };
            }
        }
    }
}
