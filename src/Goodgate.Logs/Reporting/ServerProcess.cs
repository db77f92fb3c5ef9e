using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;

namespace Goodgate.Logs.Reporting;

/// <summary>Whose end a line of systemd or the kernel tells: only that of a gateway, an application server or an application may explain a failed request.</summary>
internal static partial class ServerProcess
{
    /// <summary>Words that names of such processes and units consist of: php8.2-fpm.service, node-api.service, apache2, my_app@1.service.</summary>
    private static readonly HashSet<string> Parts = new(StringComparer.OrdinalIgnoreCase)
    {
        "php", "fpm", "phpfpm", "lsphp", "httpd", "apache", "nginx", "openresty", "haproxy", "envoy", "caddy", "traefik", "varnish", "varnishd", "squid", "litespeed", "lshttpd", "openlitespeed",
        "node", "nodejs", "pm", "bun", "deno", "next", "gunicorn", "uwsgi", "uvicorn", "hypercorn", "python", "django", "flask", "celery", "java", "tomcat", "jetty", "spring", "jboss", "wildfly",
        "ruby", "puma", "unicorn", "passenger", "rails", "sidekiq", "dotnet", "kestrel", "beam", "erl", "perl", "starman", "app", "api", "web", "www", "site", "shop", "backend", "frontend", "wordpress",
    };

    /// <summary>True for lines of servers, which speak of their own processes, and for lines about such a process.</summary>
    public static bool Is(Sighting seen)
    {
        if (seen.System is not ("systemd" or "kernel"))
        {
            return true;
        }

        return Name().Match(seen.Quote) is { Success: true } name && Separator().Split(name.Groups["name"].Value).Any(Parts.Contains);
    }

    [GeneratedRegex(@"(?<name>[\w@.\\-]{1,128})\.(?:service|scope)|\((?<name>[^()]{1,64})\)|task=(?<name>[^,]{1,64})|(?<name>[\w.:-]{1,64}) invoked oom-killer|(?<name>[\w.:-]{1,64})\[\d+\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    // php8.2-fpm → php, fpm; python3.12 → python.
    [GeneratedRegex(@"[^A-Za-z]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();
}
