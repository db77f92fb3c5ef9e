using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Routing;

/// <summary>Hosts plus the routes that serve them, ready for use.</summary>
public sealed class Site
{
    private readonly Route[] _routes;

    public Site(SiteSettings settings, IReadOnlyDictionary<string, Upstream> upstreams)
    {
        Settings = settings;
        var routes = settings.Routes.Select(route => new Route(route, route.Upstream is { } name ? upstreams[name] : null));
        if (settings.Files is { } files)
        {
            // Last of all: any route that was written is more specific, or the reader has refused it.
            var php = files.Php is { } runs ? upstreams[runs] : null;
            routes = routes.Append(new Route(new RouteSettings(), null, new SiteFiles(files, settings.Name, php)));
        }

        _routes = [.. routes.OrderBy(route => route.Order)];
    }

    public SiteSettings Settings { get; }

    /// <summary>Numbers since the start; a reload hands them on to the site of the same name.</summary>
    public SiteCounters Counters { get; init; } = new();

    /// <summary>The site's own failure pages; null = the built-in page.</summary>
    public CustomPages? Pages { get; init; }

    public IReadOnlyList<Route> Routes => _routes;

    /// <summary>The most specific route for a target; null when there is none.</summary>
    /// <param name="method">Request method.</param>
    /// <param name="target">Request target, with query or without.</param>
    public Route? Find(string method, string target)
    {
        var path = PathOf(target);
        foreach (var route in _routes)
        {
            if (route.MatchesPath(path) && route.MatchesMethod(method))
            {
                return route;
            }
        }

        return null;
    }

    /// <summary>The methods that some route serves at a target's path, in the order of the routes; empty when no route has the path.</summary>
    public IReadOnlyList<string> MethodsAt(string target)
    {
        var methods = new List<string>();
        var path = PathOf(target);
        foreach (var route in _routes)
        {
            if (route.MatchesPath(path))
            {
                methods.AddRange(route.Settings.Methods.Except(methods));
            }
        }

        return methods;
    }

    private static ReadOnlySpan<char> PathOf(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return RoutePath.Of(query < 0 ? target : target.AsSpan(0, query));
    }
}
