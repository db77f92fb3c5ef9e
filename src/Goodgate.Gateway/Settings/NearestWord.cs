namespace Goodgate.Gateway.Settings;

/// <summary>Finds the known word a mistyped one stands for.</summary>
public static class NearestWord
{
    /// <summary>No key is longer; keeps the table of distances small whatever a file holds.</summary>
    private const int Longest = 64;

    /// <summary>Words compared at most; keeps a file with thousands of bad names from costing seconds.</summary>
    private const int MostKnown = 200;

    /// <summary>
    /// The nearest of <paramref name="known"/>, or null: one slip for short words, two from 5 characters, three from 9; other
    /// case and other separators (camelCase, kebab-case) count as none. Failing that, one that is contained in it
    /// (<c>connection_timeout</c>: <c>connect</c>).
    /// </summary>
    public static string? Of(string word, IReadOnlyCollection<string> known)
    {
        if (word.Length is 0 or > Longest)
        {
            return null;
        }

        var plain = Plain(word);
        var near = known.Take(MostKnown);
        var allowed = plain.Length switch { < 5 => 1, < 9 => 2, _ => 3 };
        return near
            .Select(k => (Word: k, Distance: Distance(plain, Plain(k))))
            .Where(k => k.Distance <= allowed && k.Distance < plain.Length)
            .OrderBy(k => k.Distance)
            .ThenBy(k => k.Word, StringComparer.Ordinal)
            .Select(k => k.Word)
            .FirstOrDefault()
            ?? near.FirstOrDefault(k => Plain(k) is { Length: >= 4 } inner && plain.Contains(inner, StringComparison.Ordinal));
    }

    private static string Plain(string word) =>
        string.Concat(word.Where(c => c is not ('_' or '-' or ' ')).Select(char.ToLowerInvariant));

    /// <summary>Optimal string alignment: insert, delete, replace, swap neighbours.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0 ? i + j : Step(d, i, j, a, b);
            }
        }

        return d[a.Length, b.Length];
    }

    private static int Step(int[,] d, int i, int j, string a, string b)
    {
        var replace = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var best = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), replace);
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
    }
}
