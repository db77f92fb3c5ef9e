using System.IO.Enumeration;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Reading;

/// <summary>The files a path or pattern stands for, as glob(3): <c>*</c>, <c>?</c> and <c>[…]</c> in any part, in the order of their names.</summary>
internal static class FilePattern
{
    // More than Debian, cPanel and Plesk nest theirs.
    private const int MostParts = 32;

    /// <summary>Full paths; a folder stands for the files in it, as Apache has it. Empty when there are none, or none may be seen.</summary>
    /// <param name="start">Folder a relative pattern counts from.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="folder">The working directory.</param>
    public static IReadOnlyList<string> Match(string start, string pattern, string folder)
    {
        if (pattern.Length is 0 or > 4096 || pattern.Contains('\0'))
        {
            return [];
        }

        var whole = Path.GetFullPath(Path.Combine(folder, start, pattern));
        var parts = whole.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > MostParts)
        {
            return [];
        }

        List<string> found = ["/"];
        for (var i = 0; i < parts.Length && found.Count > 0; i++)
        {
            found = Step(found, parts[i], isLast: i == parts.Length - 1);
        }

        return found;
    }

    private static List<string> Step(List<string> folders, string part, bool isLast)
    {
        var next = new List<string>();
        foreach (var folder in folders)
        {
            if (part.AsSpan().IndexOfAny("*?[") < 0)
            {
                next.AddRange(Exact(Path.Combine(folder, part), isLast));
                continue;
            }

            next.AddRange(Entries(folder).Where(path => Fits(part, Path.GetFileName(path)) && (isLast ? File.Exists(path) : Directory.Exists(path))));
            if (next.Count > Bounds.Files)
            {
                throw new UnreadableConfig(new SettingsPlace(folder, 0, 1), $"more than {Bounds.Files} files match {Shown.Quoted(part)}", "fewer");
            }
        }

        return next;
    }

    private static IEnumerable<string> Exact(string path, bool isLast) =>
        isLast && Directory.Exists(path) ? Entries(path).Where(File.Exists)
        : isLast ? File.Exists(path) || Path.Exists(path) ? [path] : []
        : Directory.Exists(path) ? [path] : [];

    private static List<string> Entries(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal).ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // glob(3): a star takes no name that begins with a dot.
    private static bool Fits(string pattern, string name)
    {
        if (name.StartsWith('.') && !pattern.StartsWith('.'))
        {
            return false;
        }

        var open = pattern.IndexOf('[');
        var close = open < 0 ? -1 : pattern.IndexOf(']', open + 2 < pattern.Length ? open + 2 : open);
        if (close < 0)
        {
            return FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
        }

        // One set at a time; what stands in it is tried by putting in each character of the name that it allows.
        return name.Distinct().Where(c => InSet(pattern[(open + 1)..close], c)).Any(c => Fits(string.Concat(pattern.AsSpan(0, open), c.ToString(), pattern.AsSpan(close + 1)), name));
    }

    private static bool InSet(string set, char c)
    {
        var not = set.Length > 0 && set[0] is '!' or '^';
        var inside = false;
        for (var i = not ? 1 : 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                inside |= c >= set[i] && c <= set[i + 2];
                i += 2;
            }
            else
            {
                inside |= set[i] == c;
            }
        }

        return inside != not;
    }
}
