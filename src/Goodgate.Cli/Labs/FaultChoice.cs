using Goodgate.Gateway.Settings;
using Goodgate.Lab.Catalogue;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Labs;

/// <summary>Faults by what people type.</summary>
internal static class FaultChoice
{
    /// <summary>One fault per cause: the one named like it.</summary>
    public static IReadOnlyList<Fault> Principal { get; } = [.. Faults.All.Where(fault => fault.CauseId == fault.Name)];

    /// <summary>The faults named; all principal ones when none is.</summary>
    /// <param name="names">Names of faults or ids of causes.</param>
    /// <param name="problem">Why not; null when all were found.</param>
    public static IReadOnlyList<Fault> Of(IReadOnlyList<string> names, out string? problem)
    {
        problem = names.Where(name => Faults.Find(name) is null).Select(Why).FirstOrDefault();
        return problem is not null ? [] : names.Count == 0 ? Principal : [.. names.Select(name => Faults.Find(name)!).Distinct()];
    }

    private static string Why(string name)
    {
        if (Causes.Find(name) is { } cause)
        {
            return $"no server can play {cause.Id}: {Faults.NotPlayed.GetValueOrDefault(cause.Id, "it has no fault of its own.")}";
        }

        var near = NearestWord.Of(name, [.. Faults.All.Select(fault => fault.Name)]);
        return $"no fault is called \"{Evidence.Printable(name, 80)}\"{(near is null ? "" : $"; did you mean {near}?")} (goodgate lab --list shows all)";
    }
}
