using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Judging;

/// <summary>The sentence for an observation no rule covers: what was seen, and what is missing.</summary>
internal static class Undecided
{
    public static string Summary(Observation seen)
    {
        if (Signs.Fact(seen, FactNames.Decides) is { } decides)
        {
            return $"{Seen(seen)} does not name its cause; this would: {decides}";
        }

        var missing = string.Join(", ", Missing(seen));
        var told = seen.Detail is null ? "" : $"; the source says{Wording.Detail(seen)}";
        return $"The evidence does not name a cause: seen {Seen(seen)}; missing: {missing}{told}";
    }

    private static string Seen(Observation seen) => (seen.Happening, seen.Phase) switch
    {
        ({ } what, { } where) => $"{Wording.Kebab(what)} in phase {Wording.Kebab(where)}",
        ({ } what, null) => Wording.Kebab(what),
        (null, { } where) => $"a failure in phase {Wording.Kebab(where)}",
        _ => seen.ClientStatus is { } status ? $"status {status}" : "a failure",
    };

    private static IEnumerable<string> Missing(Observation seen)
    {
        if (seen.Happening is null)
        {
            yield return "what happened (error log line, termination state or error code)";
        }

        if (seen.Phase is null)
        {
            yield return "the phase (name, connect, TLS, send, first byte, head, body)";
        }

        if (seen is { Happening: Happening.TimedOut, Limit: null })
        {
            yield return "the limit that fired";
        }

        if (seen.Happening is null && seen.UpstreamStatus is null)
        {
            yield return "the upstream's own status";
        }

        if (seen is { Happening: not null, Phase: not null })
        {
            yield return "a rule for this pair; please report it";
        }
    }
}
