using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Apache.Converting;

/// <summary>Where scripts are run: <c>SetHandler "proxy:unix:/run/php.sock|fcgi://localhost"</c> or a <c>ProxyPassMatch</c> to fcgi.</summary>
internal static class ApachePhp
{
    /// <summary><c>unix:/path</c> or <c>host:port</c>; null when no scripts are run.</summary>
    public static string? Of(Directive host, ApacheConfig config)
    {
        var handler = host.All().Concat(config.All).Where(one => one.Name == "sethandler" && one.Argument(0).StartsWith("proxy:", StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Argument(0)["proxy:".Length..]).FirstOrDefault(to => to.Contains("fcgi://", StringComparison.Ordinal));
        var to = handler is null ? config.Workers.FirstOrDefault(worker => worker.Target.Scheme == "fcgi" && worker.Line.Outward().Contains(host))?.Target : Parse(handler);
        return to is null ? null : to.Socket is { } socket ? $"unix:{socket}" : to.Host.Length > 0 && !to.HasVariable ? $"{to.Authority}{(to.Port is null ? ":9000" : "")}" : null;
    }

    private static Target Parse(string to)
    {
        var bar = to.IndexOf('|');
        return to.StartsWith("unix:", StringComparison.Ordinal) && bar > 0 ? new Target("fcgi", "", null, to[5..bar], "") : Target.Parse(to);
    }
}
