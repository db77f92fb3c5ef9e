using System.Text.RegularExpressions;

namespace Goodgate.Logs.Reading;

/// <summary>From what was typed to the logs to read: folders opened, rotated sets put in order (oldest first).</summary>
public static partial class LogSources
{
    /// <summary>Folders below the one that was named: /var/log/nginx/site/old.</summary>
    private const int MostDepth = 4;

    /// <summary>Files of one folder; a log folder with more is no log folder.</summary>
    private const int MostFiles = 10_000;

    /// <param name="typed">Files, folders and <c>-</c>.</param>
    /// <param name="pathOf">A typed path made usable.</param>
    /// <param name="standardInput">Opens standard input.</param>
    /// <param name="problems">Gets one sentence for each that cannot be read.</param>
    /// <param name="skipped">Gets one sentence for each pipe, socket and device in a folder: they are no logs, and to open one may wait for ever.</param>
    public static IReadOnlyList<LogSource> Find(IEnumerable<string> typed, Func<string, string> pathOf, Func<Stream> standardInput, ICollection<string> problems, ICollection<string> skipped)
    {
        var found = new List<LogSource>();
        foreach (var one in typed)
        {
            if (one == LogSource.StandardInput)
            {
                found.Add(new LogSource(one, standardInput, null));
                continue;
            }

            var path = pathOf(one);
            if (Directory.Exists(path))
            {
                foreach (var file in Files(path, 0).Take(MostFiles))
                {
                    var name = Path.Combine(one, Path.GetRelativePath(path, file));
                    if (FileKind.Special(file) is { } kind)
                    {
                        skipped.Add($"{name}: skipped: {kind}");
                    }
                    else
                    {
                        found.Add(LogSource.OfFile(name, file));
                    }
                }
            }
            else if (File.Exists(path))
            {
                found.Add(LogSource.OfFile(one, path));
            }
            else
            {
                problems.Add($"{one}: no such file or folder");
            }
        }

        return InOrder(found);
    }

    /// <summary>The same logs; those of one rotated set stand together, oldest first.</summary>
    public static IReadOnlyList<LogSource> InOrder(IEnumerable<LogSource> sources) =>
        [.. sources.GroupBy(one => Rotation(one.Name).Set).SelectMany(set => set.OrderBy(one => Rotation(one.Name).Age, StringComparer.Ordinal))];

    /// <summary>
    /// The set a file belongs to, and a key that sorts its members: <c>access.log</c> is the newest, <c>.1</c> older, <c>.2.gz</c> older still;
    /// of dated ones (<c>-20261119</c>, <c>.2026-11-19.gz</c>) the smaller date is older.
    /// </summary>
    internal static (string Set, string Age) Rotation(string name)
    {
        var match = Rotated().Match(name);
        if (!match.Success)
        {
            return (name, "9");
        }

        var set = name[..match.Index];
        return match.Groups["number"].Success
            ? (set, $"8{999_999_999 - long.Parse(match.Groups["number"].Value):D9}")
            : match.Groups["date"].Success ? (set, "7" + match.Groups["date"].Value) : (set, "9");
    }

    /// <summary>The log that a file is a rotated one of; itself when it is none.</summary>
    public static string SetOf(string name) => Rotation(name).Set;

    /// <summary>True for a log itself, false for a rotated or compressed one of it.</summary>
    public static bool IsNewest(string name) => SetOf(name) == name;

    private static IEnumerable<string> Files(string folder, int depth)
    {
        string[] files, folders;
        try
        {
            files = Directory.GetFiles(folder);
            folders = depth < MostDepth ? Directory.GetDirectories(folder) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            // Journals are binary (journalctl reads them).
            if (!file.EndsWith(".journal", StringComparison.Ordinal) && !file.EndsWith(".journal~", StringComparison.Ordinal) && File.GetAttributes(file) is var kind && (kind & (FileAttributes.Device | FileAttributes.Offline)) == 0)
            {
                yield return file;
            }
        }

        foreach (var inner in folders.Order(StringComparer.Ordinal).Where(one => new DirectoryInfo(one).LinkTarget is null))
        {
            foreach (var file in Files(inner, depth + 1))
            {
                yield return file;
            }
        }
    }

    [GeneratedRegex(@"(?:[.-](?<date>\d{4}-?\d\d-?\d\d(?:[-_.T]?\d{2,6})?)|\.(?<number>\d{1,6}))?(?:\.(?:gz|bz2|xz|zst|zstd))?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rotated();
}
