using Goodgate.Logs.Access;

namespace Goodgate.Logs.Lines;

/// <summary>What the caller says about the format of the logs.</summary>
public sealed class FormatChoice
{
    private FormatChoice(string? system, IReadOnlyList<AccessFormat> formats) => (System, Formats) = (system, formats);

    /// <summary>Nothing: each line is recognised by itself.</summary>
    public static FormatChoice Detect { get; } = new(null, []);

    /// <summary>Names that can be given.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "nginx", "apache", "haproxy", "envoy", "caddy", "traefik", "varnish", "squid", "php-fpm", "cloudflare", "aws-alb", "cloudfront", "google", "azure", "iis", "litespeed", "gunicorn", "uwsgi",
        "node", "kernel", "systemd", "wordpress", "mysql", "combined",
    ];

    /// <summary>Whom lines belong to that several systems write alike; null when the caller did not say.</summary>
    internal string? System { get; }

    internal IReadOnlyList<AccessFormat> Formats { get; }

    /// <summary>True when the formats are the caller's word, so that each line is read by them; those that were found are only tried.</summary>
    internal bool IsTold { get; private init; }

    /// <summary>The formats of an nginx configuration; <see cref="Detect"/> when it has none of its own.</summary>
    public static FormatChoice OfNginx(string path)
    {
        // Longer ones first: a short one may fit the beginning of a long line.
        List<AccessFormat> formats = [.. NginxConf.Formats(path).OrderByDescending(one => one.Length).Select(one => AccessFormat.Parse(one, out _)).OfType<AccessFormat>()];
        return formats.Count == 0 ? Detect : new FormatChoice(null, formats);
    }

    /// <summary>A name of <see cref="Names"/>, or an nginx log_format with <c>$status</c> in it.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="problem">Why it cannot be used; empty when it can.</param>
    public static FormatChoice? Parse(string typed, out string problem)
    {
        problem = "";
        if (typed.Contains('$', StringComparison.Ordinal))
        {
            return AccessFormat.Parse(typed, out problem) is { } access ? new FormatChoice("nginx", [access]) { IsTold = true } : null;
        }

        var name = typed.Trim().ToLowerInvariant() switch
        {
            "httpd" or "apache2" => "apache",
            "istio" => "envoy",
            "openresty" or "ingress-nginx" => "nginx",
            "mariadb" => "mysql",
            "common" or "access" => "combined",
            var other => other,
        };
        if (!Names.Contains(name))
        {
            problem = $"expected one of {string.Join(", ", Names)}, or an nginx log_format such as '$remote_addr [$time_local] \"$request\" $status'";
            return null;
        }

        return new FormatChoice(name == "combined" ? null : name, []);
    }
}
