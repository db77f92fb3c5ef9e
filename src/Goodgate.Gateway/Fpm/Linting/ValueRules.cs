using System.Globalization;
using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Fpm.Linting;

/// <summary>Each entry by itself: is the directive known there, and is its value one of its kind?</summary>
internal static class ValueRules
{
    public static IEnumerable<FpmProblem> OfGlobal(FpmSection global) => Of(global.Entries, FpmDirectives.Global, FpmDirectives.Pool, "a pool's section");

    public static IEnumerable<FpmProblem> Of(Pool pool) => Of(pool.Entries, FpmDirectives.Pool, FpmDirectives.Global, "[global]");

    private static IEnumerable<FpmProblem> Of(
        IReadOnlyList<FpmEntry> entries, IReadOnlyDictionary<string, FpmDirective> known, IReadOnlyDictionary<string, FpmDirective> elsewhere, string place)
    {
        var seen = new Dictionary<string, FpmPlace>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (Of(entry, known, elsewhere, place) is { } problem)
            {
                yield return problem;
            }

            if (!seen.TryAdd(entry.FullName, entry.Place) && entry.Index != "")
            {
                yield return new FpmProblem(entry.Place, "given-twice", $"{FpmWords.Shown(entry.FullName)} stands at {seen[entry.FullName]} already; the last one counts");
            }
        }
    }

    private static FpmProblem? Of(FpmEntry entry, IReadOnlyDictionary<string, FpmDirective> known, IReadOnlyDictionary<string, FpmDirective> elsewhere, string place)
    {
        if (!known.TryGetValue(entry.Name, out var directive))
        {
            return elsewhere.ContainsKey(entry.Name)
                ? Refused(entry, "wrong-section", $"{entry.Name} belongs in {place}; what follows an include belongs to the last section that was included", "")
                : Refused(entry, "unknown-directive", $"unknown directive {FpmWords.Quoted(entry.FullName)}", "") with { DidYouMean = NearestWord.Of(entry.Name, [.. known.Keys]) };
        }

        var keyed = directive.Kind is FpmValueKind.Keyed or FpmValueKind.Listed;
        return keyed != entry.Index is not null || (directive.Kind == FpmValueKind.Keyed && entry.Index == "")
            ? Refused(entry, "brackets", $"{FpmWords.Shown(entry.FullName)} is not how {entry.Name} is written", directive.Kind switch
            {
                FpmValueKind.Keyed => $"{entry.Name}[NAME] = VALUE",
                FpmValueKind.Listed => $"{entry.Name}[] = VALUE",
                _ => $"{entry.Name} = VALUE",
            })
            : entry.IsKnown ? Wrong(entry, directive.Kind) : null;
    }

    private static FpmProblem? Wrong(FpmEntry entry, FpmValueKind kind) => kind switch
    {
        FpmValueKind.Number when !IsNumber(entry.Value) => Bad(entry, "a whole number"),
        FpmValueKind.Limit when entry.Value != "unlimited" && !IsNumber(entry.Value) => Bad(entry, "a whole number or unlimited"),

        // fpm_conf_set_time lets atoi() read -5 and takes it for a time that is over.
        FpmValueKind.Time when entry.Value.StartsWith('-') => Bad(entry, "a time of 0 or more: 30, 30s, 5m, 1h, 1d") with { IsRefused = false },
        FpmValueKind.Time when FpmTime.Seconds(entry.Value) is null => Bad(entry, "a time: 30, 30s, 5m, 1h, 1d"),

        // The scanner knows the words in any case where they stand without quotes; what is quoted fpm_conf_set_boolean compares itself.
        FpmValueKind.Flag when entry.Value is not ("1" or "yes" or "true" or "on" or "" or "0" or "no" or "false" or "off" or "none") => Bad(entry, "yes or no"),
        FpmValueKind.ProcessControl when entry.Value.ToLowerInvariant() is not ("static" or "dynamic" or "ondemand") => Chosen(entry, ["static", "dynamic", "ondemand"]),
        FpmValueKind.LogLevel when entry.Value.ToLowerInvariant() is not ("alert" or "error" or "warning" or "notice" or "debug") => Chosen(entry, ["alert", "error", "warning", "notice", "debug"]),
        _ => null,
    };

    private static bool IsNumber(string value) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && !value.StartsWith('+');

    private static FpmProblem Chosen(FpmEntry entry, string[] words) => Bad(entry, $"one of {string.Join(", ", words)}") with { DidYouMean = NearestWord.Of(entry.Value, words) };

    private static FpmProblem Bad(FpmEntry entry, string expected) => Refused(entry, "value", $"{entry.Name} = {FpmWords.Quoted(entry.Value)} cannot be used", expected);

    private static FpmProblem Refused(FpmEntry entry, string rule, string message, string expected) => new(entry.Place, rule, message) { IsRefused = true, Expected = expected };
}
