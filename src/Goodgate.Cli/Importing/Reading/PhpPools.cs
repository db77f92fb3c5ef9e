using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Cli.Importing.Reading;

/// <summary>How long the pools of PHP-FPM on this machine let a script run, where their files are to be found. Only a file that names the very address counts.</summary>
internal sealed class PhpPools(PoolSearch search)
{
    // Each look reads a few files; nobody has more pools than this in one gateway, and the rest is left unjudged.
    private const int Most = 50;

    private readonly Dictionary<string, (string Setting, TimeSpan Time)?> _known = new(StringComparer.Ordinal);

    /// <summary>The longer of the two limits a pool's file sets, as <c>request_terminate_timeout = 300 (/etc/php/…:12)</c>; null when none is set or known.</summary>
    /// <param name="target">Where the pool listens.</param>
    public (string Setting, TimeSpan Time)? LimitOf(Target target)
    {
        var address = target.Socket ?? target.Authority;
        if (address.Length == 0 || target.HasVariable)
        {
            return null;
        }

        if (!_known.TryGetValue(address, out var limit) && _known.Count < Most)
        {
            _known[address] = limit = search.Find(address).Pool is { } pool ? Limit(pool) : null;
        }

        return limit;
    }

    private static (string Setting, TimeSpan Time)? Limit(Pool pool)
    {
        var script = pool.Find("php_admin_value", "max_execution_time") ?? pool.Find("php_value", "max_execution_time");
        if (pool.Seconds("request_terminate_timeout") is > 0 and var whole)
        {
            return ($"request_terminate_timeout = {whole}s ({pool.PlaceOf("request_terminate_timeout")})", TimeSpan.FromSeconds(whole));
        }

        return script is { IsKnown: true } && int.TryParse(script.Value, out var seconds) && seconds > 0
            ? ($"max_execution_time = {seconds} ({script.Place})", TimeSpan.FromSeconds(seconds))
            : null;
    }
}
