using Goodgate.Cli.Settings.Values;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Sites and what their routes answer.</summary>
internal static class SiteRules
{
    public static readonly IReadOnlyList<LintRule> All =
    [
        new(
            "wildcard-shadowed",
            "the more specific host wins and sites do not fall through to each other, so these requests are answered 404",
            "the missing routes in the narrower site too",
            Shadowed),
        new(
            "retry-after-unused",
            "clients heed Retry-After with 503, 429, 413 and redirects only (RFC 9110 §10.2.3, RFC 6585 §4)",
            "status: 503, or no retry_after",
            RetryAfter),
        new(
            "rate-without-address",
            "the clients of a Unix socket have no address, so that nobody is counted and nobody refused",
            "a listener with HOST:PORT, or the limit in the proxy before it",
            Rates),
    ];

    private static IEnumerable<LintFinding> Shadowed(LintSubject subject) =>
        from wide in subject.Settings.Sites
        from pattern in wide.Hosts.Where(h => h.StartsWith("*.", StringComparison.Ordinal))
        from narrow in subject.Settings.Sites.Where(s => s != wide)
        from host in narrow.Hosts.Index().Where(h => h.Item.EndsWith(pattern[1..], StringComparison.Ordinal))
        let missing = SiteMatch.Routes(wide).FirstOrDefault(r => !SiteMatch.Routes(narrow).Any(n => SiteMatch.CoversPath(n, r.Path)))
        where missing is not null
        select subject.At(
            $"site {narrow.Name} takes {Shown.Plain(host.Item)} out of {Shown.Plain(pattern)} of site {wide.Name} and has no route for {Shown.Plain(missing.Path)}",
            $"sites.{narrow.Name}.hosts[{host.Index}]");

    private static IEnumerable<LintFinding> RetryAfter(LintSubject subject) =>
        from site in subject.Settings.Sites
        from route in site.Routes.Index()
        where route.Item.Respond is { RetryAfter: not null, Status: not (503 or 429 or 413 or (>= 300 and <= 399)) }
        select subject.At(
            $"retry_after is {Durations.Text(route.Item.Respond!.RetryAfter!.Value)}, status is {route.Item.Respond.Status}",
            $"sites.{site.Name}.routes[{route.Index}].respond.retry_after");

    private static IEnumerable<LintFinding> Rates(LintSubject subject)
    {
        if (!subject.Settings.Listen.All(one => one.Url.StartsWith("unix:", StringComparison.Ordinal)))
        {
            return [];
        }

        var routes = from site in subject.Settings.Sites
                     from route in site.Routes.Index()
                     where route.Item.Rate is not null
                     select subject.At($"a rate of {route.Item.Rate!.Requests}, and every listener is a Unix socket", $"sites.{site.Name}.routes[{route.Index}].rate.requests");
        var logins = from site in subject.Settings.Sites
                     where site.Files is { LimitLogins: true }
                     select subject.At("logins are limited, and every listener is a Unix socket", $"sites.{site.Name}.files.limit_logins");
        return routes.Concat(logins);
    }
}
