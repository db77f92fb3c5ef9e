using Goodgate.Cli.Settings.Values;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Where we listen and whom we trust.</summary>
internal static class ListenRules
{
    /// <summary>16 random letters and digits are about 95 bits; fewer are often words.</summary>
    private const int ShortestToken = 16;

    public static readonly IReadOnlyList<LintRule> All =
    [
        new(
            "trust-everyone",
            "any client may claim any address in X-Forwarded-For, so logs and limits by address are worthless",
            "the networks of your own proxies",
            Trust),
        new(
            "privileged-port",
            "this process has no right to listen there and would not start",
            "CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE), or a higher port",
            Ports),
        new("admin-token-short", "it can be guessed", $"at least {ShortestToken} random characters, such as from: openssl rand -hex 16", Token),
    ];

    private static IEnumerable<LintFinding> Trust(LintSubject subject) =>
        subject.Settings.TrustedProxies.Index()
            .Where(n => n.Item.EndsWith("/0", StringComparison.Ordinal))
            .Select(n => subject.At($"{n.Item} is everybody", $"trusted_proxies[{n.Index}]"));

    private static IEnumerable<LintFinding> Ports(LintSubject subject)
    {
        foreach (var (index, listen) in subject.Settings.Listen.Index())
        {
            if (UrlParts.Read(listen.Url, out var url) is null && url.Port is > 0 and var port && port < subject.LowestFreePort)
            {
                yield return subject.At($"port {port} is below {subject.LowestFreePort}", $"listen[{index}].url");
            }
        }

        if (UrlParts.ReadAuthority(subject.Settings.Admin.Listen, out _, out var admin) is null && admin is > 0 && admin < subject.LowestFreePort)
        {
            yield return subject.At($"port {admin} is below {subject.LowestFreePort}", "admin.listen");
        }
    }

    private static IEnumerable<LintFinding> Token(LintSubject subject)
    {
        if (subject.Settings.Admin.Token is { Length: < ShortestToken })
        {
            yield return subject.At("the admin token is short", "admin.token", "admin.token_file");
        }
    }
}
