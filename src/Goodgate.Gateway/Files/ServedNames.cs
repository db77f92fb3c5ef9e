namespace Goodgate.Gateway.Files;

/// <summary>Which names are never sent as files, whatever the settings: hidden ones, source text, and what editors and people leave behind.</summary>
internal static class ServedNames
{
    // The one dot-folder that is for the public (RFC 8615): certificates are validated there.
    private const string WellKnown = ".well-known";

    private static readonly string[] SourceWords = ["pht", "phtml", "phtm", "phar", "inc"];
    private static readonly string[] LeftoverEnds = ["~", ".bak", ".old", ".orig", ".save", ".swp", ".swo", ".swn"];

    // Where visitors' files go: a script there was put there by one of them.
    private static readonly string[] UploadFolders = ["uploads", "upload"];

    /// <summary>True for a name that PHP may run. Only this spelling: <c>x.PHP</c> and <c>x.phtml</c> are neither run nor shown.</summary>
    public static bool IsScript(string name) => name.Length > 4 && name.EndsWith(".php", StringComparison.Ordinal);

    /// <summary>True when a segment begins with a dot.</summary>
    public static bool IsHidden(IReadOnlyList<string> segments)
    {
        for (var i = 0; i < segments.Count; i++)
        {
            if (segments[i].StartsWith('.') && !(i == 0 && segments[0] == WellKnown))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for source text and its copies: <c>a.php</c>, <c>a.PHP</c>, <c>a.php.bak</c>, <c>a.php~</c>, <c>a.php_old</c>, <c>a.phpold</c>, <c>a.inc</c>.</summary>
    public static bool IsSource(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        while (dot >= 0)
        {
            var part = name.AsSpan(dot + 1);
            var next = part.IndexOf('.');
            if (IsSourceWord(next < 0 ? part : part[..next]))
            {
                return true;
            }

            dot = next < 0 ? -1 : dot + 1 + next;
        }

        return false;
    }

    /// <summary>True for the copies that editors make: <c>style.css~</c>, <c>config.json.bak</c>.</summary>
    public static bool IsLeftover(string name) => LeftoverEnds.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when one of the folders is for uploads.</summary>
    /// <param name="segments">Segments of a script's path; the last one is its name.</param>
    public static bool IsUploaded(IEnumerable<string> segments) => segments.SkipLast(1).Any(folder => UploadFolders.Contains(folder, StringComparer.OrdinalIgnoreCase));

    private static bool IsSourceWord(ReadOnlySpan<char> part)
    {
        if (part.StartsWith("php", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var letters = 0;
        while (letters < part.Length && char.IsAsciiLetter(part[letters]))
        {
            letters++;
        }

        foreach (var word in SourceWords)
        {
            if (part[..letters].Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
