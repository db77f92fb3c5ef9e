using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Rates;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Routing;

/// <summary>Hosts plus the routes that serve them, ready for use.</summary>
public sealed class Site
{
    private readonly Route[] _routes;

    /// <summary>Makes it ready.</summary>
    /// <param name="settings">What was said.</param>
    /// <param name="upstreams">By name.</param>
    /// <param name="time">Clock of the rates; null = the system's.</param>
    /// <param name="before">The site of the same name before a reload: its rates go on with what they remember of clients.</param>
    /// <exception cref="ArgumentException">A rate or the files cannot be used.</exception>
    public Site(SiteSettings settings, IReadOnlyDictionary<string, Upstream> upstreams, TimeProvider? time = null, Site? before = null)
    {
        Settings = settings;
        var files = settings.Files is { } said ? new SiteFiles(said, settings.Name, said.Php is { } php ? upstreams[php] : null) : null;
        var routes = settings.Routes.AsEnumerable();
        if (files is not null)
        {
            // Last of all, the one for every path: any route that was written is more specific, or the reader has refused it.
            routes = [.. routes, .. files.Limits, new RouteSettings()];
        }

        var clock = time ?? TimeProvider.System;
        _routes = [.. routes.Select(route => Ready(route with { Cache = route.Cache ?? settings.Cache, Compress = route.Compress ?? settings.Compress }, upstreams, files, clock, before)).OrderBy(route => route.Order)];
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

    // A route that says nothing of an answer has that of the files.
    private static Route Ready(RouteSettings route, IReadOnlyDictionary<string, Upstream> upstreams, SiteFiles? files, TimeProvider time, Site? before) =>
        new(route, route.Upstream is { } name ? upstreams[name] : null, route is { Upstream: null, Redirect: null, Respond: null } ? files : null)
        {
            Cache = route is { Cache: { Mode: not CacheMode.Off } cache, Redirect: null, Respond: null } ? new RouteCache(cache) : null,
            Rate = route.Rate is { } rate ? new RateLimit(rate, before?.Like(route)?.Rate, time) : null,
        };

    private Route? Like(RouteSettings route) =>
        Array.Find(_routes, one => one.Settings.Path == route.Path && one.Settings.Methods.SequenceEqual(route.Methods, StringComparer.Ordinal));

    private static ReadOnlySpan<char> PathOf(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return RoutePath.Of(query < 0 ? target : target.AsSpan(0, query));
    }
}
