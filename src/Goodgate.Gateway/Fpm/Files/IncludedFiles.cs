using System.IO.Enumeration;

namespace Goodgate.Gateway.Fpm.Files;

/// <summary>The files an <c>include</c> stands for.</summary>
/// <param name="Paths">In the order of glob(3): by name.</param>
/// <param name="Problem">Why there are none; null when that is fine (a pattern that matches nothing).</param>
internal sealed record IncludedFiles(IReadOnlyList<string> Paths, string? Problem)
{
    public static IncludedFiles Of(string pattern, string includedBy)
    {
        // FPM puts its build's prefix before a relative path; beside the file is where such a file is found in practice.
        var path = Path.IsPathRooted(pattern) ? pattern : Path.Combine(Path.GetDirectoryName(includedBy) ?? "", pattern);
        var name = Path.GetFileName(path);
        var folder = Path.GetDirectoryName(path) ?? "";
        if (name.Length == 0 || folder.AsSpan().IndexOfAny("*?[") >= 0 || name.Contains('['))
        {
            return new IncludedFiles([], $"include {FpmWords.Quoted(pattern)}: only * and ? in the file's name are followed here; name the pool's own file instead");
        }

        if (name.AsSpan().IndexOfAny("*?") < 0)
        {
            return new IncludedFiles([path], null);
        }

        try
        {
            return new IncludedFiles(
                [.. Directory.EnumerateFiles(folder).Where(file => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(file), ignoreCase: false)).Order(StringComparer.Ordinal)],
                null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new IncludedFiles([], $"include {FpmWords.Quoted(pattern)}: {FpmWords.Reason(e, folder)}");
        }
    }
}
