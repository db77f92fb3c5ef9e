namespace Goodgate.Verdicts.Foreign;

/// <summary>Finds known codes that look like a text: the same code without its system first, then small differences of spelling.</summary>
internal static class NearCodes
{
    /// <summary>Most edits that still count as a slip of the pen, per character of the text: one in three.</summary>
    private const int CharactersPerEdit = 3;

    /// <summary>Shorter parts are in everything.</summary>
    private const int ShortestPart = 4;

    public static IReadOnlyList<string> To(string text, int max)
    {
        var wanted = Normal(text);
        return ForeignCodes.All
            .Select(code => (Spelled: code.ToString(), Distance: Distance(wanted, code)))
            .Where(candidate => candidate.Distance <= Math.Max(1, wanted.Length / CharactersPerEdit))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Spelled, StringComparer.Ordinal)
            .Take(max)
            .Select(candidate => candidate.Spelled)
            .ToArray();
    }

    /// <summary>Aliases replaced, lower case: near means near, so case does not count here.</summary>
    private static string Normal(string text) =>
        (ForeignCodes.Split(text) is var (system, code) ? $"{system}:{code}" : text.Trim()).ToLowerInvariant();

    private static int Distance(string wanted, ForeignCode code)
    {
        var bare = code.Code.TrimEnd('*').ToLowerInvariant();
        if (wanted == bare)
        {
            return 0;
        }

        // A part of a code typed exactly ("prematurely") counts as one slip, as for ids of causes.
        var part = wanted.Length >= ShortestPart && bare.Contains(wanted, StringComparison.Ordinal) ? 1 : int.MaxValue;
        var whole = Math.Min(part, Edits(wanted, $"{code.System}:{bare}"));
        return wanted.Contains(':', StringComparison.Ordinal) ? whole : Math.Min(whole, Edits(wanted, bare));
    }

    /// <summary>Levenshtein distance, one row at a time.</summary>
    private static int Edits(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
