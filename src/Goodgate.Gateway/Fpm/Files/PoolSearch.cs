namespace Goodgate.Gateway.Fpm.Files;

/// <summary>
/// Finds the file of the pool behind an address where distributions keep it. Nothing is guessed: the file must name this very address, and only one may.
/// From disk: never on an event loop.
/// </summary>
/// <param name="root">The folder that stands for <c>/</c>.</param>
public sealed class PoolSearch(string root = "/")
{
    private const int MostShown = 3;

    // Debian and its kin, RHEL, the official image, Alpine. Where php-fpm.conf cannot be read, or is not there, the pool's own file tells all but the log.
    private static readonly (string Folder, string Below, string[] Files)[] UsualPlaces =
    [
        ("etc/php", "*", ["fpm/php-fpm.conf", "fpm/pool.d/*.conf"]),
        ("etc", "", ["php-fpm.conf", "php-fpm.d/*.conf"]),
        ("usr/local/etc", "", ["php-fpm.conf", "php-fpm.d/*.conf"]),
        ("etc", "php*", ["php-fpm.conf", "php-fpm.d/*.conf"]),
    ];

    /// <summary>Searches.</summary>
    /// <param name="listen">A socket's path, or <c>HOST:PORT</c>.</param>
    /// <param name="isOwnMachine">True when a file may also name the port alone: the address is known to be this machine's.</param>
    public FoundPool Find(string listen, bool isOwnMachine = false)
    {
        List<(string? Log, Pool Pool, string Conf)> found = [];
        List<string> unreadable = [];
        HashSet<string> seen = [];
        foreach (var conf in Configurations().Where(one => !seen.Contains(one)))
        {
            var read = FpmConfiguration.Read(conf);
            seen.UnionWith(read.Files);
            unreadable.AddRange(read.Problems.Where(one => one.Rule == "unreadable").Select(one => one.Message));
            found.AddRange(read.Pools.Where(pool => isOwnMachine ? pool.ListensOn(listen) : pool.IsNamed(listen)).Select(pool => (LogOf(read), pool, conf)));
        }

        // A pool of an older PHP that was left behind may name the same socket; which of them runs is not known here.
        return found.DistinctBy(one => one.Pool.Place).ToList() switch
        {
            [var (log, pool, conf)] => new FoundPool(pool, conf, log, null),
            [] when unreadable is [var first, ..] => new FoundPool(null, null, null, first),
            [] => new FoundPool(null, null, null, $"no pool file in {Shown("etc/php/*/fpm")} and the like names this address"),
            var several => new FoundPool(null, null, null, $"several pools name this address: {string.Join(", ", several.Take(MostShown).Select(one => one.Pool.Place))}"),
        };
    }

    /// <summary>FPM's log as a configuration has it; null when it is not said, or goes to syslog.</summary>
    public static string? LogOf(FpmConfiguration read) =>
        read.Global.Find("error_log") is { IsKnown: true, Value: { Length: > 0 } path } && path != "syslog" && Path.IsPathRooted(path) ? path : null;

    private IEnumerable<string> Configurations()
    {
        foreach (var (folder, below, files) in UsualPlaces)
        {
            var above = Path.Combine(root, folder);
            foreach (var one in below.Length == 0 ? [above] : Entries(above, below, Directory.EnumerateDirectories))
            {
                foreach (var file in files)
                {
                    var path = Path.Combine(one, file);
                    IEnumerable<string> there = file.Contains('*', StringComparison.Ordinal)
                        ? Entries(Path.GetDirectoryName(path)!, "*.conf", Directory.EnumerateFiles)
                        : File.Exists(path) ? [path] : [];
                    foreach (var conf in there)
                    {
                        yield return conf;
                    }
                }
            }
        }
    }

    private string Shown(string place) => Path.Combine(root, place);

    private static List<string> Entries(string folder, string pattern, Func<string, string, IEnumerable<string>> list)
    {
        try
        {
            return Directory.Exists(folder) ? [.. list(folder, pattern).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
