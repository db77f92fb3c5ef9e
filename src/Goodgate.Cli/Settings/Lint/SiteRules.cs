using Goodgate.Cli.Settings.Values;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Sites and what their routes answer.</summary>
internal static class SiteRules
{
    public static readonly IReadOnlyList<LintRule> All =
    [
        new("wildcard-shadowed", "the more specific host wins and sites do not fall through to each other, so these requests are answered 404", "the missing routes in the narrower site too", Shadowed),
        new("retry-after-unused", "Retry-After is sent with a 503 only", "status: 503, or no retry_after", RetryAfter),
    ];

    private static IEnumerable<LintFinding> Shadowed(LintSubject subject) =>
        from wide in subject.Settings.Sites
        from pattern in wide.Hosts.Where(h => h.StartsWith("*.", StringComparison.Ordinal))
        from narrow in subject.Settings.Sites.Where(s => s != wide)
        from host in narrow.Hosts.Index().Where(h => SiteMatch.CoversHost(pattern, h.Item))
        let missing = wide.Routes.FirstOrDefault(r => !narrow.Routes.Any(n => SiteMatch.CoversPath(n.Path, r.Path)))
        where missing is not null
        select subject.At(
            $"site {narrow.Name} takes {Shown.Plain(host.Item)} out of {Shown.Plain(pattern)} of site {wide.Name} and has no route for {Shown.Plain(missing.Path)}",
            $"sites.{narrow.Name}.hosts[{host.Index}]");

    private static IEnumerable<LintFinding> RetryAfter(LintSubject subject) =>
        from site in subject.Settings.Sites
        from route in site.Routes.Index()
        where route.Item.Respond is { RetryAfter: not null, Status: not 503 }
        select subject.At(
            $"retry_after is {DurationText.Format(route.Item.Respond!.RetryAfter!.Value)}, status is {route.Item.Respond.Status}",
            $"sites.{site.Name}.routes[{route.Index}].respond.retry_after");
}
