using System.Text;

namespace Goodgate.Verdicts.Catalogue;

/// <summary>Finds ids that somebody may have meant.</summary>
internal static class NearIds
{
    /// <summary>Characters of the input that are looked at. The longest id has 30; beyond twice that nothing is near.</summary>
    private const int MaxInput = 64;

    /// <summary>Suggestions in an error message: more is a list to read, not a hint.</summary>
    private const int Suggested = 3;

    public static IReadOnlyList<Cause> Of(string id, int max)
    {
        if (max <= 0 || id.Length > MaxInput)
        {
            return [];
        }

        var typed = id.Trim().ToLowerInvariant().Replace(' ', '-').Replace('_', '-');
        return typed.Length == 0
            ? []
            : [.. Causes.All
                .Select(cause => (Cause: cause, Distance: Distance(typed, cause.Id)))
                .Where(found => found.Distance <= Furthest(typed))
                .OrderBy(found => found.Distance)
                .ThenBy(found => found.Cause.Id.Length)
                .Take(max)
                .Select(found => found.Cause)];
    }

    public static string Message(string id)
    {
        var near = Of(id, Suggested);
        var hint = near.Count == 0 ? "The ids are listed in docs/causes.md." : $"Did you mean {string.Join(" or ", near.Select(cause => cause.Id))}?";
        return $"No cause has the id '{Printable(id)}'. {hint}";
    }

    /// <summary>One slip in three characters is a slip; more is another word.</summary>
    private static int Furthest(string typed) => Math.Max(1, typed.Length / 3);

    /// <summary>A part of an id that was typed exactly ("refused") counts as one slip: short of the whole id, better than a misspelt one.</summary>
    private static int Distance(string typed, string id)
    {
        var edits = Edits(typed, id);
        return typed.Length >= 3 && id.Contains(typed, StringComparison.Ordinal) ? Math.Min(edits, 1) : edits;
    }

    /// <summary>Levenshtein distance, two rows at a time.</summary>
    private static int Edits(string from, string to)
    {
        Span<int> above = stackalloc int[to.Length + 1];
        Span<int> row = stackalloc int[to.Length + 1];
        for (var column = 0; column <= to.Length; column++)
        {
            above[column] = column;
        }

        for (var line = 1; line <= from.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= to.Length; column++)
            {
                var replaced = above[column - 1] + (from[line - 1] == to[column - 1] ? 0 : 1);
                row[column] = Math.Min(replaced, Math.Min(above[column], row[column - 1]) + 1);
            }

            row.CopyTo(above);
        }

        return above[to.Length];
    }

    /// <summary>The id comes from a command line or a URL: cut, and without control characters.</summary>
    private static string Printable(string id)
    {
        var text = new StringBuilder(MaxInput + 1);
        foreach (var rune in id.EnumerateRunes())
        {
            if (text.Length >= MaxInput)
            {
                return text.Append('…').ToString();
            }

            text.Append(rune.Value is >= 0x20 and < 0x7F ? rune.ToString() : "?");
        }

        return text.ToString();
    }
}
