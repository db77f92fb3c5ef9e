using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Rules;

/// <summary>What PHP-FPM is told.</summary>
internal static class FastCgiRules
{
    public static readonly IReadOnlyList<ImportRule<NginxConfig>> All =
    [
        new("fastcgi-root-mismatch", "PHP-FPM looks for the script under another path than nginx: \"Primary script unknown\", \"File not found.\" or a blank page", ["application-script-error", "upstream-sent-error"], Mismatch),
        new("timeout-below-php", "nginx gives up before PHP does: the visitor gets a 504 that names no script, while PHP works on for nobody and holds a worker", ["response-timeout", "worker-pool-exhausted"], BelowPhp),
        new("body-size-above-php", "nginx takes uploads that PHP then throws away: the form arrives empty", ["application-script-error"], AbovePhp),
    ];

    private static IEnumerable<NginxPass> Scripts(NginxConfig config) => config.Passes.Where(pass => pass.Protocol == "fastcgi");

    private static Directive? Parameter(NginxPass pass, string name) =>
        NginxConfig.AllInForce(pass.Scope, "fastcgi_param").LastOrDefault(one => one.Argument(0) == name);

    private static IEnumerable<Fault> Mismatch(NginxConfig config)
    {
        const string Usual = "fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;";
        foreach (var pass in Scripts(config))
        {
            var root = NginxConfig.InForce(pass.Scope, "root")?.Argument(0);
            var alias = pass.Directive.Outward().Where(one => one.Name == "location").Select(one => one.Last("alias")).FirstOrDefault(one => one is not null);
            if (Parameter(pass, "SCRIPT_FILENAME") is not { } set)
            {
                yield return new Fault(pass.Directive, $"{pass.Directive} without SCRIPT_FILENAME", Usual);
            }
            else if (alias is not null && set.Argument(1).Contains("$fastcgi_script_name", StringComparison.Ordinal))
            {
                yield return new Fault(set, $"{set} below {alias}: the location's own path stands in it twice", "fastcgi_param SCRIPT_FILENAME $request_filename;");
            }
            else if (Literal(set.Argument(1)) is { } other && root is not null && !root.Contains('$') && other.TrimEnd('/') != root.TrimEnd('/'))
            {
                yield return new Fault(set, $"{set}, while root is {root}", $"{Usual}  # or, where PHP sees the folder under {other}, leave it");
            }
            else if (root is null && alias is null && set.Argument(1).StartsWith("$document_root", StringComparison.Ordinal))
            {
                yield return new Fault(set, $"{set} without root: nginx takes the folder html of its own", "root /var/www/html;");
            }
        }
    }

    // "/srv/app$fastcgi_script_name" names /srv/app.
    private static string? Literal(string value) => value is ['/', ..] && value.IndexOf("$fastcgi_script_name", StringComparison.Ordinal) is > 0 and var at ? value[..at] : null;

    private static IEnumerable<Fault> BelowPhp(NginxConfig config)
    {
        foreach (var pass in Scripts(config))
        {
            if (PhpValue(pass, "max_execution_time") is ({ } set, { } value) && int.TryParse(value, out var seconds) && seconds > 0 && TimeSpan.FromSeconds(seconds) >= pass.Time("read_timeout", 60))
            {
                yield return new Fault(set, $"max_execution_time {seconds} s with fastcgi_read_timeout {Spans.Shown(pass.Time("read_timeout", 60))}", $"fastcgi_read_timeout {seconds + 10}s;");
            }
            else if (pass.Servers.Select(config.Pools.LimitOf).FirstOrDefault(one => one?.Time >= pass.Time("read_timeout", 60)) is var (setting, time))
            {
                yield return new Fault(
                    pass.Setting("read_timeout") ?? pass.Directive,
                    $"fastcgi_read_timeout {Spans.Shown(pass.Time("read_timeout", 60))}, while the pool has {setting}",
                    $"fastcgi_read_timeout {(long)time.TotalSeconds + 10}s;");
            }
        }
    }

    private static IEnumerable<Fault> AbovePhp(NginxConfig config)
    {
        foreach (var pass in Scripts(config))
        {
            // Default 1m: ngx_http_core_module.
            var most = NginxConfig.InForce(pass.Scope, "client_max_body_size") is { } own ? Spans.Size(own.Argument(0)) : 1 << 20;
            if (PhpValue(pass, "post_max_size") is ({ } set, { } value) && Spans.Size(value) is { } php && php > 0 && (most == 0 || most > php))
            {
                yield return new Fault(set, $"post_max_size {value} with client_max_body_size {(most == 0 ? "without limit" : $"{most >> 10}k")}", $"client_max_body_size {value.ToLowerInvariant()};");
            }
        }
    }

    private static (Directive? Set, string? Value) PhpValue(NginxPass pass, string name)
    {
        foreach (var set in new[] { Parameter(pass, "PHP_ADMIN_VALUE"), Parameter(pass, "PHP_VALUE") }.OfType<Directive>())
        {
            foreach (var line in set.Argument(1).Split('\n', ';'))
            {
                if (line.Split('=', 2) is [var key, var value] && key.Trim() == name)
                {
                    return (set, value.Trim());
                }
            }
        }

        return default;
    }
}
