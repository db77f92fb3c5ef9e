using Goodgate.Cli.Logs;
using Goodgate.Logs.Reading;

namespace Goodgate.Cli.Watching;

/// <summary>A name with <c>*</c> or <c>?</c> that no shell expanded: a service file and a container have none.</summary>
internal static class LogPattern
{
    /// <summary>True for a pattern; a file that is called so is itself.</summary>
    public static bool Is(string name, Session session) => name.AsSpan().ContainsAny('*', '?') && !File.Exists(session.PathOf(name));

    /// <summary>Logs that fit, without rotated ones, named as the pattern is.</summary>
    public static IReadOnlyList<string> Expand(string pattern, Session session)
    {
        var full = Path.GetFullPath(session.PathOf(pattern));
        var here = Path.GetFullPath(session.PathOf("."));
        return [.. UsualPlaces.Expand("/", full.TrimStart('/').Split('/')).Where(LogSources.IsNewest).Select(path => Path.IsPathRooted(pattern) ? path : Path.GetRelativePath(here, path))];
    }
}
