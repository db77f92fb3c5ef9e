using System.Text.RegularExpressions;

namespace Goodgate.Logs.Formats;

/// <summary>One message of a system: how it is known, what it means, and lines that carry it.</summary>
/// <param name="Code">Foreign code: <c>nginx:connect-111</c>.</param>
/// <param name="CauseId">The cause the samples must be judged as.</param>
/// <param name="Status">Status the client of such a request gets; null when the message does not settle it.</param>
/// <param name="Has">Each entry: one of these texts must stand in the line. Empty for codes that are read from a field.</param>
/// <param name="HasNot">None of these may.</param>
/// <param name="Samples">Lines that carry it.</param>
internal sealed record MessageRule(
    string Code, string CauseId, int? Status, IReadOnlyList<string[]> Has, IReadOnlyList<string> HasNot, IReadOnlyList<string> Samples)
{
    /// <summary>A pattern that must match too; null when there is none.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>True when the rule looks for texts; false when only its samples count.</summary>
    public bool IsMessage => Has.Count > 0 || Pattern is not null;

    public bool Fits(string text)
    {
        foreach (var alternatives in Has)
        {
            if (!ContainsAny(text, alternatives))
            {
                return false;
            }
        }

        foreach (var no in HasNot)
        {
            if (text.Contains(no, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return IsMessage && Pattern?.IsMatch(text) != false;
    }

    /// <summary>True when the message fits a text whose start was cut off, so that one of its texts is there only from <paramref name="fewest"/> last characters on.</summary>
    public bool FitsCut(string text, int fewest) => IsMessage && Pattern is null && !HasNot.Any(no => text.Contains(no, StringComparison.Ordinal))
        && Has.All(alternatives => alternatives.Any(one => text.Contains(one, StringComparison.Ordinal) || BeginsWithEnd(text, one, fewest)));

    private static bool BeginsWithEnd(string text, string one, int fewest)
    {
        for (var cut = 1; one.Length - cut >= fewest; cut++)
        {
            if (text.AsSpan().StartsWith(one.AsSpan(cut), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the text begins with the message.</summary>
    public bool Begins(string text) => Has.Count > 0 && Array.Exists(Has[0], one => text.StartsWith(one, StringComparison.Ordinal));

    /// <summary>Where the message begins in the line: at the first of its texts.</summary>
    public int At(string text) => Has.Count == 0 ? 0 : Has[0].Select(one => text.IndexOf(one, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(0).Min();

    private static bool ContainsAny(string text, string[] alternatives)
    {
        foreach (var one in alternatives)
        {
            if (text.Contains(one, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
