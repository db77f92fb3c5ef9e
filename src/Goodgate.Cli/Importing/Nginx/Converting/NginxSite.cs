using System.Globalization;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Nginx.Converting;

/// <summary>From a <c>server</c> to a site.</summary>
internal sealed class NginxSite(Directive server, NginxConfig config, Plan plan)
{
    private readonly PlannedSite _site = new(
        server.Last("server_name")?.Arguments.Select(one => one.Text).FirstOrDefault(name => name.Length > 1 && char.IsAsciiLetterOrDigit(name[0])) ?? "site",
        server.Words.Count > 0 ? server.Place : config.All[0].Place);

    private readonly NginxUpstreams _upstreams = new(plan);
    private readonly NginxSiteFiles _files = new(server, config, plan);

    // Locations that hand on and whose paths no route names: the site's files may take the scripts among them.
    private readonly List<Directive> _unnamed = [];

    public PlannedSite Build()
    {
        Hosts();
        if (NginxGuard.Of(server) is { } guard)
        {
            plan.Miss(guard, "Goodgate does not ask for passwords or look at addresses: the whole site is answered 403 until you decide");
            _site.Routes.Add(new PlannedRoute("/*", guard.Place) { Respond = (403, "Not converted: this site was guarded.") });
            return _site;
        }

        if (server.Last("return") is { } all)
        {
            Return("/*", all);
        }

        Locations(server);
        Slashes();
        Files();
        _unnamed.ForEach(Untaken);
        _site.OnlyToHttps = _site is { Files.Count: 0, Routes: [{ Path: "/*", Redirect: { } to }] } && to.To.StartsWith("https://", StringComparison.Ordinal)
            && (to.To.StartsWith("https://{host}", StringComparison.Ordinal) || _site.Hosts.Exists(host => to.To.StartsWith($"https://{host}", StringComparison.Ordinal)));
        return _site;
    }

    private void Hosts()
    {
        foreach (var name in server.Named("server_name").SelectMany(one => one.Arguments))
        {
            if (name.Text is "_" or "")
            {
                _site.Hosts.Add("*");
            }
            else if (name.Text.StartsWith('.'))
            {
                _site.Hosts.AddRange([name.Text[1..], "*" + name.Text]);
            }
            else if (name.Text.StartsWith('~') || name.Text.EndsWith(".*", StringComparison.Ordinal) || name.Text.Contains('$') || Uri.CheckHostName(name.Text.Replace("*.", "", StringComparison.Ordinal)) == UriHostNameType.Unknown)
            {
                plan.Miss(name.Place, $"server_name {name.Text}", "hosts are names, *.name or *; write them out");
            }
            else
            {
                _site.Hosts.Add(name.Text.ToLowerInvariant());
            }
        }

        if (_site.Hosts.Count == 0 || server.Named("listen").Any(one => one.Has("default_server")))
        {
            _site.Hosts.Add("*");
        }

        var distinct = _site.Hosts.Distinct(StringComparer.Ordinal).ToList();
        _site.Hosts.Clear();
        _site.Hosts.AddRange(distinct);
    }

    private void Locations(Directive block)
    {
        foreach (var location in block.Named("location"))
        {
            if (NginxPath.Of(location) is not { } path)
            {
                Unmatched(location);
                Locations(location);
                continue;
            }

            Locations(location);
            Location(location, path);
        }

        if (block == config.Root && block.Inner.Exists(one => one.Name.EndsWith("_pass", StringComparison.Ordinal)))
        {
            Location(block, "/*");
        }
    }

    private void Location(Directive location, string path)
    {
        var place = location.Words.Count > 0 ? location.Place : config.Passes[0].Directive.Place;
        if (location.Last("internal") is not null)
        {
            Add(new PlannedRoute(path, place) { Respond = (404, "") });
        }
        else if (NginxGuard.ShutsOut(location))
        {
            Add(new PlannedRoute(path, place) { Respond = (403, "") });
        }
        else if (NginxGuard.Of(location) is { } guard)
        {
            plan.Miss(guard, $"Goodgate does not ask for passwords or look at addresses: {path} is answered 403 until you decide");
            Add(new PlannedRoute(path, place) { Respond = (403, "Not converted: this path was guarded.") });
        }
        else if (location.Last("return") is { } answer)
        {
            Return(path, answer);
        }
        else if (config.Passes.FirstOrDefault(pass => pass.Scope == location) is { } pass)
        {
            Pass(path, pass);
        }
        else if (NginxRate.Of(location, config, plan) is { } rate)
        {
            Add(new PlannedRoute(path, place) { Rate = rate });
        }
    }

    private void Pass(string path, NginxPass pass)
    {
        var prefix = path.TrimEnd('*');
        if (pass.Protocol is not ("proxy" or "fastcgi") || pass.HasVariable)
        {
            plan.Miss(pass.Directive, pass.HasVariable ? "servers are named in the settings, not by variables; name it under upstreams" : $"Goodgate does not speak {pass.Protocol}");
            Add(new PlannedRoute(path, pass.Directive.Place) { Respond = (501, "Not converted.") });
        }
        else if (pass.IsHttp && pass.Target.Rest.Length > 0 && pass.Target.Rest != prefix && !(pass.Target.Rest == "/" && prefix == "/"))
        {
            plan.Miss(pass.Directive, $"paths are not rewritten: the server would get {prefix}… in place of {Shown.Plain(pass.Target.Rest)}…; {path} is answered 501 until the application takes it");
            Add(new PlannedRoute(path, pass.Directive.Place) { Respond = (501, "Not converted: the path was rewritten.") });
        }
        else if (_upstreams.Of(pass) is { } upstream)
        {
            Add(new PlannedRoute(path, pass.Directive.Place)
            {
                Upstream = upstream,
                Methods = NginxGuard.Methods(pass.Directive.Parent!),
                Rate = NginxRate.Of(pass.Scope, config, plan),
            });
        }
    }

    private void Return(string path, Directive answer)
    {
        if (!int.TryParse(answer.Argument(0), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            (status, var alone) = (302, answer.Argument(0));
            Redirect(path, answer, status, alone);
        }
        else if (status is 301 or 302 or 303 or 307 or 308)
        {
            Redirect(path, answer, status, answer.Argument(1));
        }
        else if (status == 444)
        {
            plan.Miss(answer, "a connection is not closed without an answer: 404 is answered");
            Add(new PlannedRoute(path, answer.Place) { Respond = (404, "") });
        }
        else if (status is >= 200 and <= 599 && !answer.Argument(1).Contains('$'))
        {
            Add(new PlannedRoute(path, answer.Place) { Respond = (status, answer.Argument(1)) });
        }
        else
        {
            plan.Miss(answer, "texts have no variables here: leave it out, or let the application answer");
        }
    }

    private void Redirect(string path, Directive answer, int status, string to)
    {
        if (NginxRedirect.Of(to, server, _site.Hosts[0]) is not { } redirect)
        {
            plan.Miss(answer, "a redirect goes to http://…, https://… or /…, with {host}, {path} and {query} alone");
            return;
        }

        if (redirect.LosesPort)
        {
            plan.Miss(answer, "{host} is the name alone, $http_host has the port as well: where visitors come at another port than 80 or 443, write it behind, as in {host}:8443");
        }

        Add(new PlannedRoute(path, answer.Place) { Redirect = (redirect.To, status) });
    }

    private void Unmatched(Directive location)
    {
        var isHidden = NginxGuard.Of(location) is not null && location.Argument(1).Contains("/\\.", StringComparison.Ordinal);
        var isPhp = config.Passes.Any(pass => pass.Scope == location && pass.Protocol == "fastcgi");
        if (isPhp || (location.Argument(0).StartsWith('@') && config.Passes.Any(pass => pass.Scope == location)))
        {
            _unnamed.Add(location);
        }
        else if (!isHidden && !location.Argument(0).StartsWith('@') && location.Inner.Count > 0)
        {
            plan.Miss(location, NginxGuard.Within(location) is null
                ? "routes are an exact path or a prefix, not a regular expression; write the paths out"
                : "it guards paths that a regular expression names, and routes have none: look whether these paths may be open, and write them out with respond: { status: 403 }");
        }
    }

    // Whatever a location hands on and nobody took is told. Files send every script to one PHP, so a second location for the same is taken with the first.
    private void Untaken(Directive location)
    {
        var pass = config.Passes.First(one => one.Scope == location);
        if (NginxGuard.Of(location) is { } guard)
        {
            plan.Miss(guard, "it guards paths that a regular expression names, and routes have none: look whether these paths may be open, and write them out with respond: { status: 403 }");
            plan.Miss(pass.Directive, "what was guarded is not taken along");
        }
        else if (_files.Php is { } php && (pass == php || (pass.Directive.Argument(0) == php.Directive.Argument(0) && location.Arguments.Any(word => word.Text.Contains("php", StringComparison.Ordinal)))))
        {
            return;
        }
        else if (location.Argument(0).StartsWith('@'))
        {
            plan.Miss(pass.Directive, "there are no named locations: make it the upstream of a route");
        }
        else
        {
            plan.Miss(pass.Directive, $"the paths of {Shown.Plain(location.ToString())} are a regular expression, so they go where the site's other paths go and PHP gets none of them: give PHP a site or a path of its own, or serve the site as files with php");
        }
    }

    // "location /api/" that hands on answers /api with a redirect to it (ngx_http_core_module), which our /api/* would take itself.
    private void Slashes()
    {
        foreach (var pass in config.Passes.Where(pass => pass.Scope.Name == "location" && pass.Server == server))
        {
            if (NginxPath.Of(pass.Scope) is { Length: > 3 } path && path.EndsWith("/*", StringComparison.Ordinal) && pass.Scope.Words[^1].Text.EndsWith('/'))
            {
                Add(new PlannedRoute(path[..^2], pass.Scope.Place) { Redirect = (path[..^1] + "{query}", 301) });
            }
        }
    }

    private void Files()
    {
        if (!_site.Routes.Exists(route => route.Path == "/*" && route.Rate is null))
        {
            _files.Fill(_site);
        }
    }

    private void Add(PlannedRoute route)
    {
        if (!_site.Routes.Exists(one => one.Path == route.Path && one.Methods.SequenceEqual(route.Methods)))
        {
            _site.Routes.Add(route);
        }
    }
}
