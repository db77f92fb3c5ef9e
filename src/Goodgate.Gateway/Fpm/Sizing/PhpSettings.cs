using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>The settings of PHP that bear on a pool. Null = not known.</summary>
public sealed record PhpSettings
{
    /// <summary>php.ini-production has 30, and so has PHP itself.</summary>
    public const int UsualExecutionTime = 30;

    /// <summary>Seconds a script may compute; 0 = without end. On Linux waiting (for a database, for another site, in sleep) does not count.</summary>
    public int? MaxExecutionTime { get; init; }

    /// <summary>Bytes one request may take; null also when there is no limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Whether scripts are kept compiled.</summary>
    public bool? Opcache { get; init; }

    /// <summary>Where each of these was read; the last that counts.</summary>
    public IReadOnlyDictionary<string, FpmPlace> Places { get; init; } = new Dictionary<string, FpmPlace>(StringComparer.Ordinal);

    /// <summary>
    /// Reads php.ini and conf.d beside a pool file, where Debian and its kin keep them (<c>/etc/php/8.2/fpm/pool.d/www.conf</c>: <c>/etc/php/8.2/fpm/php.ini</c>), and what
    /// the pool itself sets over them.
    /// </summary>
    /// <param name="pool">The pool; null = only the files.</param>
    /// <param name="poolFile">Path of the pool file.</param>
    public static PhpSettings Read(Pool? pool, string poolFile)
    {
        var beside = Path.GetDirectoryName(Path.GetFullPath(poolFile)) ?? "/";
        var folder = File.Exists(Path.Combine(beside, "php.ini")) ? beside : Path.GetDirectoryName(beside) ?? "/";
        var read = new PhpIniFiles(folder);
        var found = new PhpSettings { Places = read.Places };
        if (read.IsFound)
        {
            found = found with
            {
                MaxExecutionTime = FpmTime.Seconds(read.Value("max_execution_time") ?? "") ?? UsualExecutionTime,
                MemoryLimit = MemoryText.OfPhp(read.Value("memory_limit") ?? "128M"),

                // An extension is loaded by name or by path; from PHP 8.5 on it is part of PHP itself, and then no line loads it.
                Opcache = read.LoadsOpcache && (read.Value("opcache.enable") ?? "1") is "1",
            };
        }

        return pool is null ? found : found.With(pool);
    }

    private PhpSettings With(Pool pool)
    {
        var places = new Dictionary<string, FpmPlace>(Places, StringComparer.Ordinal);
        string? Over(string name)
        {
            // The admin's word counts over the other (fpm_php_apply_defines).
            var entry = pool.Find("php_admin_value", name) ?? pool.Find("php_admin_flag", name) ?? pool.Find("php_value", name) ?? pool.Find("php_flag", name);
            if (entry is null || !entry.IsKnown)
            {
                return null;
            }

            places[name] = entry.Place;
            return entry.Value;
        }

        var time = Over("max_execution_time");
        var memory = Over("memory_limit");
        var opcache = Over("opcache.enable");
        return this with
        {
            MaxExecutionTime = time is null ? MaxExecutionTime : FpmTime.Seconds(time),
            MemoryLimit = memory is null ? MemoryLimit : MemoryText.OfPhp(memory),
            Opcache = opcache is null ? Opcache : opcache == "1" && Opcache != false,
            Places = places,
        };
    }
}
