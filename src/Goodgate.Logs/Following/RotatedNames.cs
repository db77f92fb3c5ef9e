using System.Text.RegularExpressions;

namespace Goodgate.Logs.Following;

/// <summary>
/// Names of a log's rotated files beside it: <c>access.log.1</c>, <c>.2.gz</c>, <c>-20261119.xz</c>, <c>.old</c>, and, as logrotate's <c>extension</c> makes them,
/// <c>access-20261119.log.gz</c> and <c>access.1.log</c>. No other words: <c>example.com-ssl_log</c> is another log than <c>example.com</c>, and <c>site-2.log</c> another than
/// <c>site.log</c>: before the extension stands a date, or a number behind a dot.
/// </summary>
internal sealed partial class RotatedNames
{
    /// <summary>Files of one rotation; a folder with more is not looked through further.</summary>
    private const int Most = 500;

    private readonly string _folder;
    private readonly string _name;
    private readonly string _stem;
    private readonly string _extension;

    /// <param name="path">The log.</param>
    public RotatedNames(string path)
    {
        _folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        _name = Path.GetFileName(path);
        _extension = Path.GetExtension(path);
        _stem = Path.GetFileNameWithoutExtension(path);
    }

    /// <summary>The folder they stand in.</summary>
    public string Folder => _folder;

    /// <summary>True for the name of a rotated file of this log.</summary>
    public bool Has(string name) =>
        (name.Length > _name.Length && name.StartsWith(_name, StringComparison.Ordinal) && After().IsMatch(name.AsSpan(_name.Length)))
        || (_extension.Length > 1 && name.StartsWith(_stem, StringComparison.Ordinal) && name.Length > _name.Length && Between(name.AsSpan(_stem.Length)));

    /// <summary>Paths of those there are; empty when the folder cannot be read.</summary>
    public IReadOnlyList<string> Find()
    {
        try
        {
            return [.. Directory.EnumerateFiles(_folder).Where(path => Has(Path.GetFileName(path))).Take(Most)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private bool Between(ReadOnlySpan<char> rest)
    {
        var packed = Packed().EnumerateMatches(rest);
        var plain = packed.MoveNext() ? rest[..packed.Current.Index] : rest;
        return plain.EndsWith(_extension, StringComparison.Ordinal) && Middle().IsMatch(plain[..^_extension.Length]);
    }

    [GeneratedRegex(@"^(?:[._-]\d[\d.T:_-]{0,30}|[._-]old)(?:\.(?:gz|bz2|xz|zst|zstd))?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex After();

    // 20261128, 2026-11-28, with a time behind it as lumberjack (Caddy) and pm2-logrotate write it; or logrotate's ".1".
    [GeneratedRegex(@"^(?:[._-]{1,2}(?:19|20)\d\d[._-]?(?:0[1-9]|1[0-2])[._-]?(?:0[1-9]|[12]\d|3[01])(?:[T._-]?\d[\d.:_-]{0,20})?|\.\d{1,3})$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Middle();

    [GeneratedRegex(@"\.(?:gz|bz2|xz|zst|zstd)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Packed();
}
