using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Apache.Rules;

/// <summary>Which address reaches which server.</summary>
internal static class PathRules
{
    public static readonly IReadOnlyList<ImportRule<ApacheConfig>> All =
    [
        new("proxy-pass-slash", "the matched part of the address is replaced letter for letter: one side ends in a slash and the other does not, so the server gets \"//page\" or \"pagename\" and answers 404 or a redirect", ["upstream-sent-error"], Slash),
        new("proxy-pass-order", "the first match wins, and an earlier line matches all of this one: it is never reached", ["upstream-sent-error"], Order),
        new("proxy-loop", "it sends to the port it listens on itself: each request comes back until there are no connections left", ["proxy-loop", "gateway-out-of-resources"], Loop),
        new("fastcgi-root-mismatch", "PHP-FPM looks for the script under another path than Apache: \"Primary script unknown\", \"File not found.\"", ["application-script-error", "upstream-sent-error"], Mismatch),
        new("fastcgi-reuse", "a kept connection holds a PHP worker that can serve nobody else: with as many Apache workers as PHP has, the pool is full while it idles", ["worker-pool-exhausted", "response-timeout"], Reuse),
        new("http-to-fpm", "PHP-FPM speaks FastCGI, not HTTP: it closes without an answer", ["wrong-protocol-on-port", "upstream-closed-before-response"], HttpToFpm),
        new("websocket-idle-timeout", "a WebSocket that is quiet for that long is cut, and all reconnect at once", ["response-stalled"], Idle),
    ];

    private static IEnumerable<Fault> Slash(ApacheConfig config)
    {
        foreach (var worker in config.Workers.Where(worker => worker is { IsMember: false, IsPattern: false, Path: not null, IsBalancer: false } && worker.Target.Scheme is "http" or "https" or "ws" or "wss"))
        {
            var (path, rest) = (worker.Path!, worker.Target.Rest);
            if (path.StartsWith('/') && path.EndsWith('/') != rest.EndsWith('/') && !rest.Contains('?'))
            {
                var sent = (rest.Length == 0 ? "" : rest) + (path.EndsWith('/') ? "page" : "/page");
                yield return new Fault(worker.Line, $"{worker.Line}: {path.TrimEnd('/')}/page becomes {sent}", $"{worker.Line.Words[0].Text} {(path.EndsWith('/') ? path : path + "/")} {worker.Url.TrimEnd('/')}/");
            }
        }
    }

    private static IEnumerable<Fault> Order(ApacheConfig config)
    {
        // Of a section that stands twice in the files each is judged by itself.
        foreach (var block in config.All.Where(one => one.Name is "proxypass" && one.Parent!.Name is "virtualhost" or "").Select(one => one.Parent!).Distinct())
        {
            var before = new List<Directive>();
            foreach (var pass in block.Named("proxypass").Where(one => one.Count >= 2))
            {
                if (before.Find(one => one.Argument(0) != pass.Argument(0) && Covers(one.Argument(0), pass.Argument(0))) is { } first)
                {
                    yield return new Fault(pass, $"{pass}, behind {first} (line {first.Place.Line})", $"{pass}  # above line {first.Place.Line}");
                }

                before.Add(pass);
            }
        }
    }

    private static bool Covers(string prefix, string path) => prefix.StartsWith('/') && path.StartsWith(prefix, StringComparison.Ordinal) && (prefix.EndsWith('/') || path[prefix.Length..].StartsWith('/'));

    private static IEnumerable<Fault> Loop(ApacheConfig config)
    {
        foreach (var worker in config.Workers.Where(worker => worker.Target is { Scheme: "http" or "https", IsLoopback: true }))
        {
            var port = worker.Target.Port ?? (worker.Target.Scheme == "https" ? 443 : 80);
            if (worker.Line.Outward().FirstOrDefault(one => one.Name == "virtualhost") is { } host && host.Arguments.Any(address => address.Text.EndsWith($":{port}", StringComparison.Ordinal)))
            {
                yield return new Fault(worker.Line, $"{worker.Line} in a host that listens on {port}", $"{worker.Line.Words[0].Text} {worker.Path ?? ""} http://127.0.0.1:PORT-OF-THE-APPLICATION/");
            }
        }
    }

    private static IEnumerable<Fault> Mismatch(ApacheConfig config)
    {
        foreach (var worker in config.Workers.Where(worker => worker.Target.Scheme == "fcgi" && worker.IsPattern && worker.Target.Rest.Contains("$1", StringComparison.Ordinal)))
        {
            var folder = worker.Target.Rest[..worker.Target.Rest.IndexOf("$1", StringComparison.Ordinal)].TrimEnd('/');
            if (folder.Length > 0 && ApacheConfig.InForce(worker.Line, "documentroot")?.Argument(0).TrimEnd('/') is { Length: > 0 } root && root != folder && !root.Contains("${", StringComparison.Ordinal))
            {
                yield return new Fault(worker.Line, $"{worker.Line}, while DocumentRoot is {root}", worker.Line.ToString().Replace(folder, root, StringComparison.Ordinal));
            }
        }
    }

    private static IEnumerable<Fault> Reuse(ApacheConfig config) => config.All
        .Where(one => one.Name is "proxypass" or "proxypassmatch" or "proxyset" && one.Arguments.Any(word => word.Text.Equals("enablereuse=on", StringComparison.OrdinalIgnoreCase)) && one.Value("max") is null
            && (one.Arguments.Any(word => word.Text.Contains("fcgi://", StringComparison.OrdinalIgnoreCase)) || one.Parent!.Argument(0).Contains("fcgi://", StringComparison.OrdinalIgnoreCase)))
        .Select(one => new Fault(one, one.ToString(), $"{one.ToString().Replace(" enablereuse=on", "", StringComparison.OrdinalIgnoreCase)}"));

    private static IEnumerable<Fault> HttpToFpm(ApacheConfig config) => config.Workers
        .Where(worker => worker.Target is { Scheme: "http", Socket: not null } && worker.Target.Socket.Contains("fpm", StringComparison.OrdinalIgnoreCase))
        .Select(worker => new Fault(worker.Line, worker.Line.ToString(), $"SetHandler \"proxy:unix:{worker.Target.Socket}|fcgi://localhost\""));

    private static IEnumerable<Fault> Idle(ApacheConfig config)
    {
        foreach (var worker in config.Workers.Where(worker => worker.Target.Scheme is "ws" or "wss" || worker.Value("upgrade") is not null))
        {
            var own = ApacheConfig.InForce(worker.Line, "proxywebsocketidletimeout") is { } set ? Spans.Seconds(set.Argument(0)) : null;
            if ((own ?? ApacheConfig.Patience(worker)) <= TimeSpan.FromSeconds(60))
            {
                yield return new Fault(worker.Line, $"{worker.Line}: cut after {Spans.Shown(own ?? ApacheConfig.Patience(worker))} of silence", $"{worker.Line} timeout=3600");
            }
        }
    }
}
