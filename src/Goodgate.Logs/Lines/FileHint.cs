namespace Goodgate.Logs.Lines;

/// <summary>Whose log a file is by its path, where lines of several systems look alike.</summary>
internal static class FileHint
{
    private static readonly (string Part, string System)[] Known =
    [
        ("nginx", "nginx"),
        ("openresty", "nginx"),
        ("apache", "apache"),
        ("httpd", "apache"),
        ("lsws", "litespeed"),
        ("domlogs", "apache"),
        ("varnish", "varnish"),
        ("gunicorn", "gunicorn"),
        ("squid", "squid"),
    ];

    /// <summary>The system; null when the path points to none.</summary>
    public static string? System(string path)
    {
        foreach (var (part, system) in Known)
        {
            if (path.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return system;
            }
        }

        return null;
    }
}
