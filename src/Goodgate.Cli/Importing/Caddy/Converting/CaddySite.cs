using System.Globalization;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Caddy.Converting;

/// <summary>From a site of a Caddyfile to one of ours.</summary>
internal sealed class CaddySite(Directive block, Plan plan)
{
    private static readonly string[] Needless = ["encode", "log", "tls", "root", "file_server", "php_fastcgi", "bind", "import", "skip_log", "log_skip", "log_append", "vars"];

    private readonly CaddyUpstreams _upstreams = new(plan);
    private readonly PlannedSite _site = new(CaddyAddress.Parse(block.Words[0].Text).Host is { Length: > 0 } host ? host : "site", block.Place);

    public PlannedSite Build()
    {
        Hosts();
        if (CaddyGuard.Of(block) is { } guard)
        {
            plan.Miss(guard, "Goodgate does not ask for passwords: the whole site is answered 403 until you decide");
            _site.Routes.Add(new PlannedRoute("/*", guard.Place) { Respond = (403, "Not converted: this site was guarded.") });
            return _site;
        }

        Take(block, "/*");
        Files();
        return _site;
    }

    private void Hosts()
    {
        foreach (var word in block.Words.SelectMany(word => word.Text.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            var host = CaddyAddress.Parse(word).Host.ToLowerInvariant();
            var plain = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
            if (host.Length == 0 || host == "*")
            {
                _site.Hosts.Add("*");
            }
            else if (Uri.CheckHostName(plain) is UriHostNameType.Dns or UriHostNameType.IPv4)
            {
                _site.Hosts.Add(host);
            }
            else
            {
                plan.Miss(block.Place, word, "hosts are names, *.name or *; write them out");
            }
        }

        var distinct = _site.Hosts.Distinct(StringComparer.Ordinal).ToList();
        _site.Hosts.Clear();
        _site.Hosts.AddRange(distinct);
    }

    private void Take(Directive from, string within)
    {
        foreach (var one in from.Inner.Where(one => !one.Name.StartsWith('@')))
        {
            if (one.Name is "handle" or "route" or "handle_path")
            {
                Inside(one, within);
            }
            else if (one.Name is "reverse_proxy" or "redir" or "respond")
            {
                Answer(one, within);
            }
            else if (one.Name == "try_files" || !Needless.Contains(one.Name))
            {
                Miss(one);
            }
        }
    }

    private void Inside(Directive one, string within)
    {
        if (one.Count == 0)
        {
            Take(one, within);
        }
        else if (Paths(one.Argument(0)) is not { } paths || within != "/*")
        {
            plan.Miss(one, "a route is chosen by host, path and method alone; write it out with these");
        }
        else if (one.Name == "handle_path")
        {
            plan.Miss(one, "paths are not rewritten; it is answered 501 until the application takes it");
            paths.ForEach(path => Add(new PlannedRoute(path, one.Place) { Respond = (501, "Not converted: the path was rewritten.") }));
        }
        else if (CaddyGuard.Of(one) is { } guard)
        {
            plan.Miss(guard, "Goodgate does not ask for passwords: it is answered 403 until you decide");
            paths.ForEach(path => Add(new PlannedRoute(path, guard.Place) { Respond = (403, "Not converted: this path was guarded.") }));
        }
        else
        {
            paths.ForEach(path => Take(one, path));
        }
    }

    private void Answer(Directive one, string within)
    {
        var first = one.Argument(0);
        var hasMatcher = one.Words.Count > 1 && !one.Words[1].Quoted && (first is ['@', ..] or "*" || (first.StartsWith('/') && (one.Name == "reverse_proxy" || one.Count > 1)));
        var paths = !hasMatcher || first == "*" ? [within] : Paths(first);
        if (paths is null)
        {
            plan.Miss(one, "a route is chosen by host, path and method alone; write it out with these");
            return;
        }

        var words = one.Arguments.Skip(hasMatcher ? 1 : 0).Select(word => word.Text).ToList();
        foreach (var path in paths)
        {
            if (one.Name == "reverse_proxy")
            {
                if (_upstreams.Of(new CaddyProxy(one)) is { } upstream)
                {
                    Add(new PlannedRoute(path, one.Place) { Upstream = upstream });
                }
            }
            else if (one.Name == "redir")
            {
                Redirect(one, path, words);
            }
            else
            {
                Respond(one, path, words);
            }
        }
    }

    private void Redirect(Directive one, string path, List<string> words)
    {
        var to = words.Count > 0 ? words[0].Replace("{uri}", "{path}{query}", StringComparison.Ordinal).Replace("{http.request.uri}", "{path}{query}", StringComparison.Ordinal).Replace("{?query}", "{query}", StringComparison.Ordinal) : "";
        var code = words.ElementAtOrDefault(1) switch { "permanent" => "301", null or "temporary" => "302", var number => number };
        var rest = to.Replace("{path}", "", StringComparison.Ordinal).Replace("{host}", "", StringComparison.Ordinal).Replace("{query}", "", StringComparison.Ordinal);
        if (int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is 301 or 302 or 303 or 307 or 308 && !rest.Contains('{')
            && (to.StartsWith("http://", StringComparison.Ordinal) || to.StartsWith("https://", StringComparison.Ordinal) || to.StartsWith('/')))
        {
            Add(new PlannedRoute(path, one.Place) { Redirect = (to, status) });
        }
        else
        {
            plan.Miss(one, "a redirect goes to http://…, https://… or /…, with {host}, {path} and {query} alone");
        }
    }

    private void Respond(Directive one, string path, List<string> words)
    {
        var status = words.Find(word => word.Length == 3 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 200 and <= 599);
        var body = words.Find(word => word != status) ?? "";
        if (body.Contains('{') || one.IsBlock)
        {
            plan.Miss(one, "texts have no variables here");
            return;
        }

        Add(new PlannedRoute(path, one.Place) { Respond = (status is null ? 200 : int.Parse(status, CultureInfo.InvariantCulture), body) });
    }

    // Of "/path*", "/path/*" or a named matcher that looks at the path alone.
    private List<string>? Paths(string matcher)
    {
        if (matcher.StartsWith('/'))
        {
            return Path(matcher) is { } path ? [path] : null;
        }

        var named = block.Inner.FindAll(one => one.Name == matcher);
        var lines = named.SelectMany(one => one.IsBlock ? one.Inner.Select(line => line.Words.Select(word => word.Text).ToList()) : [one.Arguments.Select(word => word.Text).ToList()]).ToList();
        return lines is [["path", .. var paths]] && paths.ConvertAll(Path) is var plain && plain.TrueForAll(one => one is not null) ? plain.ConvertAll(one => one!) : null;
    }

    private static string? Path(string text)
    {
        var plain = text.EndsWith("/*", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('*') ? text[..^1].TrimEnd('/') : text;
        return plain.Any(c => c is <= ' ' or > '~' or '*' or '?' or '#' or '%' or '\\' or '"' or '{' or '}') || (plain.Length > 0 && !plain.StartsWith('/')) || plain.Contains("//", StringComparison.Ordinal) || plain.Split('/').Any(part => part is "." or "..") ? null
            : text.EndsWith('*') ? plain + "/*" : plain;
    }

    private void Miss(Directive one) => plan.Miss(one, one.Name switch
    {
        "header" or "request_header" => "fields are passed on as they are",
        "handle_errors" => "a folder with 502.html or 5xx.html: error_pages: DIR of the site",
        "rewrite" or "uri" => "paths are not rewritten",
        "try_files" => "files.front_controller names what answers for paths that are no file",
        _ => "no equivalent",
    });

    private void Files()
    {
        var root = block.All().LastOrDefault(one => one.Name == "root")?.Words[^1].Text;
        var php = block.All().FirstOrDefault(one => one.Name == "php_fastcgi");
        if ((php is null && !block.All().Any(one => one.Name == "file_server")) || _site.Routes.Exists(route => route.Path == "/*"))
        {
            return;
        }

        if (root is not ['/', _, ..] || root.Contains('{'))
        {
            plan.Miss(block, "the root is an absolute path without variables: no files are served");
            return;
        }

        _site.Files["root"] = root.TrimEnd('/');
        if (php is not null && new CaddyProxy(php).Servers is [var server, ..] && (server.Socket is not null || (server.Host.Length > 0 && !server.HasVariable)))
        {
            _site.Files["php"] = server.Socket is { } socket ? $"unix:{socket}" : $"{server.Authority}{(server.Port is null ? ":9000" : "")}";
        }
        else if (block.All().LastOrDefault(one => one.Name == "try_files")?.Words[^1].Text is ['/', _, ..] front && !front.Contains('{'))
        {
            _site.Files["front_controller"] = front;
        }
        else
        {
            _site.Files["front_controller"] = "off";
        }
    }

    private void Add(PlannedRoute route)
    {
        if (!_site.Routes.Exists(one => one.Path == route.Path))
        {
            _site.Routes.Add(route);
        }
    }
}
