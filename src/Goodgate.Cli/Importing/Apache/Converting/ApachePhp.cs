using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Apache.Converting;

/// <summary>Where scripts are run: <c>SetHandler "proxy:unix:/run/php.sock|fcgi://localhost"</c> or a <c>ProxyPass</c> or <c>ProxyPassMatch</c> to fcgi.</summary>
/// <param name="Line">The directive.</param>
/// <param name="Target">Where it leads.</param>
internal sealed record ApachePhp(Directive Line, Target Target)
{
    /// <summary>As a site's <c>files.php</c> names it: <c>unix:/path</c> or <c>host:port</c>; null when it can only be written out by hand.</summary>
    public string? Address => Target.Socket is { } socket ? $"unix:{socket}" : Target.Host.Length > 0 && !Target.HasVariable ? $"{Target.Authority}{(Target.Port is null ? ":9000" : "")}" : null;

    /// <summary>All that run scripts of a host: its own, and what holds for every host.</summary>
    public static IEnumerable<ApachePhp> Of(Directive host, ApacheConfig config)
    {
        foreach (var one in config.All.Where(one => one.Name == "sethandler" && one.Argument(0).StartsWith("proxy:", StringComparison.OrdinalIgnoreCase) && IsOf(one, host)))
        {
            if (one.Argument(0)["proxy:".Length..] is var to && to.Contains("fcgi://", StringComparison.OrdinalIgnoreCase))
            {
                yield return new ApachePhp(one, Parse(to));
            }
        }

        foreach (var worker in config.Workers.Where(worker => worker.Target.Scheme == "fcgi" && !worker.IsMember && worker.Line.Outward().Contains(host)))
        {
            yield return new ApachePhp(worker.Line, worker.Target);
        }
    }

    private static bool IsOf(Directive one, Directive host) => one.Outward().Contains(host) || !one.Outward().Any(up => up.Name == "virtualhost");

    private static Target Parse(string to)
    {
        var bar = to.IndexOf('|');
        return to.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) && bar > 0 ? new Target("fcgi", "", null, to[5..bar], "") : Target.Parse(to);
    }
}
