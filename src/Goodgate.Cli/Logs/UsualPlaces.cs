namespace Goodgate.Cli.Logs;

/// <summary>Where logs of gateways and of PHP usually are: Debian, Red Hat, Alpine, cPanel, Plesk.</summary>
internal static class UsualPlaces
{
    private static readonly string[] Patterns =
    [
        "/var/log/nginx/*log*", "/var/log/apache2/*log*", "/var/log/httpd/*log*", "/var/log/haproxy*.log*", "/var/log/caddy/*.log*", "/var/log/varnish/*.log*", "/var/log/squid/*.log*",
        "/var/log/php*fpm*.log*", "/var/log/php-fpm/*log*", "/var/log/php*/*.log*", "/opt/cpanel/ea-php*/root/usr/var/log/php-fpm/*.log*",

        // cPanel: one file per domain, and the server's error log.
        "/usr/local/apache/logs/error_log*", "/usr/local/apache/domlogs/*", "/etc/apache2/logs/error_log*",

        "/usr/local/lsws/logs/*log*",

        // Plesk: one folder per domain.
        "/var/www/vhosts/system/*/logs/*log*", "/var/log/plesk-php*-fpm/*.log*",
    ];

    /// <summary>Files of one set are enough: older ones than this many are left out.</summary>
    private const int MostFiles = 200;

    /// <summary>Files that are there and can be read, in a fixed order.</summary>
    /// <param name="root">Root of the file system; another one in tests.</param>
    /// <param name="alsoEmpty">Also those that hold nothing yet.</param>
    /// <param name="isWanted">Asked before they are counted; null = all.</param>
    /// <param name="most">So many at most.</param>
    public static IReadOnlyList<string> Find(string root, bool alsoEmpty = false, Func<string, bool>? isWanted = null, int most = MostFiles) =>
    [
        .. Patterns.SelectMany(pattern => Expand(root, pattern.TrimStart('/').Split('/'))).Distinct(StringComparer.Ordinal)
            .Where(path => isWanted?.Invoke(path) != false && IsReadable(path, alsoEmpty)).Take(most),
    ];

    /// <summary>Files below a folder that fit a pattern, in the order of their names; of what may not be seen, none.</summary>
    /// <param name="folder">Where it begins.</param>
    /// <param name="parts">Names with <c>*</c> and <c>?</c>, a folder each and a file at the end.</param>
    public static IEnumerable<string> Expand(string folder, ReadOnlySpan<string> parts)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        try
        {
            if (parts.Length == 1)
            {
                return Directory.GetFiles(folder, parts[0]).Order(StringComparer.Ordinal);
            }

            var found = new List<string>();
            foreach (var inner in Directory.GetDirectories(folder, parts[0]).Order(StringComparer.Ordinal))
            {
                found.AddRange(Expand(inner, parts[1..]));
            }

            return found;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsReadable(string path, bool alsoEmpty)
    {
        try
        {
            using var file = File.OpenRead(path);
            return alsoEmpty || file.Length > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
