using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Polling;

namespace Goodgate.Cli.Fpm;

/// <summary>The files a pool comes from.</summary>
/// <param name="Read">The configuration; null when none was found.</param>
/// <param name="Pool">The pool in it.</param>
/// <param name="File">The file that was named or found.</param>
/// <param name="Problem">Why what was named cannot be used; null when it can.</param>
internal sealed record PoolSource(FpmConfiguration? Read, Pool? Pool, string? File, string? Problem = null)
{
    private const int MostShown = 5;

    /// <summary>Reads what was named, or searches the usual places for the pool that listens there.</summary>
    public static PoolSource For(FpmAddress address, string? conf, Session session) => conf is null ? Found(address) : Named(address, session.PathOf(conf));

    /// <summary>FPM's own log; null when the configuration does not say, or it goes to syslog.</summary>
    public string? Log => (Read?.Global.Find("error_log") is not null ? Read : Beside()) is { } read ? PoolSearch.LogOf(read) : null;

    // A pool file alone has no [global]: that is in php-fpm.conf, one folder up where Debian keeps it.
    private FpmConfiguration? Beside()
    {
        var above = File is null ? null : Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(File))) ?? "/", "php-fpm.conf");
        return above is not null && System.IO.File.Exists(above) ? FpmConfiguration.Read(above) : null;
    }

    private static PoolSource Named(FpmAddress address, string path)
    {
        var read = FpmConfiguration.Read(path);
        if (read.Problems is [{ Place.Line: 0, Rule: "unreadable" } unreadable])
        {
            return new PoolSource(null, null, path, unreadable.Message);
        }

        if (read.Pools.Count == 0)
        {
            return new PoolSource(read, null, path, $"{Shown(path)} has no pool: expected a section such as [www], or php-fpm.conf with its include");
        }

        if (read.PoolAt(address.ToString()) is { } pool)
        {
            return new PoolSource(read, pool, path);
        }

        // Not known to the file alone (listen = ${LISTEN}), and there is no other one it could be.
        if (read.Pools is [var only] && only.Text("listen") is null)
        {
            return new PoolSource(read, only, path);
        }

        var others = string.Join(", ", read.Pools.Take(MostShown).Select(one => $"[{Shown(one.Name)}] listens on {Shown(one.Text("listen") ?? "nothing that can be read")}"));
        return new PoolSource(read, null, path, $"no pool of {Shown(path)} listens on {Shown(address.ToString())}: {others}");
    }

    private static PoolSource Found(FpmAddress address) => new PoolSearch().Find(address.ToString(), isOwnMachine: true) is { Pool: { } pool, Conf: { } conf }
        ? new PoolSource(FpmConfiguration.Read(conf), pool, conf)
        : new PoolSource(null, null, null);

    private static string Shown(string text) => Verdicts.Judging.Evidence.Printable(text, 120);
}
