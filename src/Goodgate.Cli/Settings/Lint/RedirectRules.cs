using Goodgate.Cli.Settings.Values;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Redirects that lead back to themselves.</summary>
internal static class RedirectRules
{
    public static readonly IReadOnlyList<LintRule> All =
    [
        new(
            "redirect-loop",
            "the target is answered by the same redirect, so browsers give up with \"too many redirects\"",
            "a target that another route or another host answers",
            Loops),
    ];

    private static IEnumerable<LintFinding> Loops(LintSubject subject)
    {
        var match = new SiteMatch(subject.Settings);
        return from site in subject.Settings.Sites
               from route in site.Routes.Index()
               where route.Item.Redirect is not null && IsLoop(subject, match, site, route.Item)
               select subject.At(
                   $"{Shown.Plain(route.Item.Path)} redirects to {Shown.Plain(route.Item.Redirect!.To)}",
                   $"sites.{site.Name}.routes[{route.Index}].redirect.to");
    }

    /// <summary>Follows one sample request: where would its redirect be answered?</summary>
    private static bool IsLoop(LintSubject subject, SiteMatch match, SiteSettings site, RouteSettings route)
    {
        var host = site.Hosts[0] switch
        {
            "*" => "any.example",
            var wildcard when wildcard.StartsWith("*.", StringComparison.Ordinal) => "any" + wildcard[1..],
            var exact => exact,
        };
        var path = route.Path.EndsWith("/*", StringComparison.Ordinal) ? route.Path[..^1] + "any" : route.Path;
        var target = route.Redirect!.To
            .Replace("{host}", host, StringComparison.Ordinal)
            .Replace("{path}", path, StringComparison.Ordinal)
            .Replace("{query}", "", StringComparison.Ordinal);
        if (!target.StartsWith('/'))
        {
            if (UrlParts.Read(target, out var url) is not null || !IsOurs(subject, url))
            {
                return false;
            }

            (host, target) = (url.Host, url.Rest);
        }

        var end = target.AsSpan().IndexOfAny('?', '#');
        target = end < 0 ? target : target[..end];
        return match.Find(host, target.Length == 0 ? "/" : target) is { } answer && answer.Site == site && answer.Match == route with { Upstream = null };
    }

    /// <summary>Whether the redirected request reaches us: on one of our listeners, or through a proxy in front that may take any scheme and port.</summary>
    private static bool IsOurs(LintSubject subject, UrlParts target)
    {
        var port = target.Port ?? (target.Scheme == "https" ? 443 : 80);
        return subject.HasProxyInFront || subject.Settings.Listen.Any(l =>
            UrlParts.Read(l.Url, out var url) is null
            && (url.Scheme == "https") == (target.Scheme == "https")
            && (target.Port is null || url.Port == port));
    }
}
