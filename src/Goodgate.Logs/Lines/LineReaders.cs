using Goodgate.Logs.Access;
using Goodgate.Logs.Systems;

namespace Goodgate.Logs.Lines;

/// <summary>
/// Which format a line has: each reader knows its own. Records with a fixed form come before messages, which may stand quoted in a record
/// (a request, a user agent) that a client wrote.
/// </summary>
internal static class LineReaders
{
    private static readonly (string Name, ILineReader Reader)[] Records =
    [
        ("haproxy", new HaproxyReader()),
        ("envoy", new EnvoyReader()),
        ("aws-alb", new AlbReader()),
        ("cloudfront", new CloudFrontReader()),
        ("squid", new SquidReader()),
        ("access", new AccessReader()),
        ("uwsgi-request", new UwsgiRequestReader()),
        ("iis", new IisReader()),
        ("varnish", new VarnishReader()),
    ];

    private static readonly (string Name, ILineReader Reader)[] Messages =
    [
        ("caddy-console", new CaddyConsoleReader()),
        ("nginx", new NginxErrorReader()),
        ("apache", new ApacheReader()),
        ("php-fpm-slow", new PhpSlowlogReader()),
        ("php-fpm", new PhpFpmReader()),
        ("json", new JsonReader()),
        ("traefik", new TraefikReader()),
        ("squid-cache", MessageSystems.SquidCache),
        ("haproxy-event", new HaproxyEventReader()),
        ("kernel", MessageSystems.Kernel),
        ("systemd", MessageSystems.Systemd),
        ("litespeed", MessageSystems.Litespeed),
        ("gunicorn", MessageSystems.Gunicorn),
        ("uwsgi", MessageSystems.Uwsgi),
        ("mysql", MessageSystems.Mysql),
        ("php", new PhpErrorReader()),
        ("node", MessageSystems.Node),
        ("go", new GoReader()),
    ];

    private static readonly JsonReader Json = new JsonReader();

    /// <summary>Names of the formats, for "what was tried".</summary>
    public static IEnumerable<string> Names => Records.Concat(Messages).Select(one => one.Name).Order(StringComparer.Ordinal);

    /// <summary>What the line says; null when no format fits.</summary>
    public static Sighting? Read(LogLine line)
    {
        if (line.Context.Formats.Count == 0 && line.Program is null && CombinedLine.Read(line.Text, line.Context) is { } combined)
        {
            return combined;
        }

        // A whole JSON document is nothing else, whatever stands quoted in it.
        if (line.Text.AsSpan().TrimStart() is ['{', '"', ..] && Json.Read(line) is { } whole)
        {
            return whole;
        }

        foreach (var (_, reader) in Records)
        {
            if (reader.Read(line) is { } seen)
            {
                return seen;
            }
        }

        foreach (var (_, reader) in Messages)
        {
            if (reader.Read(line) is { } seen)
            {
                return seen;
            }
        }

        return null;
    }
}
