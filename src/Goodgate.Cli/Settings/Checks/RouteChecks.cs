using Goodgate.Cli.Settings.Reading;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Checks;

/// <summary>Routes: an answer for each, known upstreams, no route that can never be reached, no body where HTTP has none.</summary>
internal static class RouteChecks
{
    public static void Run(ReadGroup root, ProblemList problems)
    {
        var upstreams = root.Groups("upstreams").Select(u => u.Name).ToHashSet(StringComparer.Ordinal);
        var known = root.Has("upstreams") || !root.Mentions("upstreams");
        foreach (var site in root.Groups("sites"))
        {
            var seen = new List<ReadGroup>();
            foreach (var route in site.Groups("routes"))
            {
                if (known)
                {
                    KnownUpstream(route, upstreams, problems);
                }

                Answered(route, site, problems);
                Reachable(route, seen, problems);
                BodyAllowed(route, problems);
                seen.Add(route);
            }
        }
    }

    private static void Answered(ReadGroup route, ReadGroup site, ProblemList problems)
    {
        var alone = route.Mentions("rate") ? "rate" : route.Mentions("cache") ? "cache" : "compress";
        if (route.Mentions(alone) && !IsAnswer(route) && !site.Mentions("files"))
        {
            problems.Add(route.PlaceOf(alone), $"{route.Path} has {Named(alone)} and nothing that answers", $"upstream, redirect or respond beside it; {Named(alone)} alone is for a site with files");
        }
    }

    private static string Named(string key) => key == "compress" ? key : $"a {key}";

    /// <summary>Whether the route answers by itself, and not by the files of its site.</summary>
    public static bool IsAnswer(ReadGroup route) => route.Mentions("upstream") || route.Mentions("redirect") || route.Mentions("respond");

    private static void KnownUpstream(ReadGroup route, HashSet<string> upstreams, ProblemList problems)
    {
        if (route.Text("upstream") is { } name && !upstreams.Contains(name))
        {
            var known = upstreams.Count == 0 ? "an upstream defined under upstreams" : Words.OneOf(upstreams);
            problems.Add(route.PlaceOf("upstream"), $"upstream {Shown.Quoted(name)} is not defined", known, NearestWord.Of(name, upstreams));
        }
    }

    /// <summary>The order of routes says nothing, so of two equal ones neither is the better.</summary>
    private static void Reachable(ReadGroup route, List<ReadGroup> seen, ProblemList problems)
    {
        var twin = route.Text("path") is { } path ? seen.FirstOrDefault(s => s.Text("path") == path && SameMethods(s, route)) : null;
        if (twin is not null)
        {
            problems.Add(
                route.Place,
                $"path {Shown.Quoted(route.NeededText("path"))} is already taken by the route on line {twin.Place.Line}",
                "another path or other methods");
        }
    }

    private static bool SameMethods(ReadGroup one, ReadGroup other)
    {
        var a = one.Texts("methods");
        var b = other.Texts("methods");
        return (a.Count == 0 && b.Count == 0) || a.Intersect(b, StringComparer.Ordinal).Any();
    }

    /// <summary>RFC 9110 §15.3.5, §15.3.6, §15.4.5.</summary>
    private static void BodyAllowed(ReadGroup route, ProblemList problems)
    {
        if (route.Group("respond") is { } respond
            && respond.Text("body") is { Length: > 0 }
            && respond.Find("status")?.Value is int status and (204 or 205 or 304))
        {
            problems.Add(respond.PlaceOf("body"), $"an answer with status {status} has no body", "no body, or another status");
        }
    }
}
