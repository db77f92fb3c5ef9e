using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Linting;

/// <summary>
/// Says what is wrong with pool files: first what FPM refuses (the checks of fpm_conf.c), then what it accepts and should not run with. The file alone is judged; what
/// needs the running pool or the machine is advice (<see cref="Sizing.PoolAdvice"/>).
/// </summary>
public static class PoolLint
{
    /// <summary>Everything found, in the order of the files.</summary>
    /// <param name="read">The configuration; what could not be read in it is among the result.</param>
    /// <param name="only">One pool; null = all of them, and what they have to agree about.</param>
    public static IReadOnlyList<FpmProblem> Check(FpmConfiguration read, Pool? only = null)
    {
        var found = new List<FpmProblem>(read.Problems);
        var pools = only is null ? read.Pools : [only];
        found.AddRange(ValueRules.OfGlobal(read.Global));
        foreach (var pool in pools)
        {
            found.AddRange(ValueRules.Of(pool));
            found.AddRange(ProcessRules.Of(pool));
            found.AddRange(ListenRules.Of(pool));
            found.AddRange(RequestRules.Of(pool));
            found.AddRange(SecurityRules.Of(pool));
        }

        found.AddRange(SharedRules.Of(read));
        var order = read.Files.Select((file, i) => (file, i)).DistinctBy(one => one.file).ToDictionary(one => one.file, one => one.i, StringComparer.Ordinal);
        return [.. found.OrderBy(one => order.GetValueOrDefault(one.Place.File)).ThenBy(one => one.Place.Line)];
    }
}
