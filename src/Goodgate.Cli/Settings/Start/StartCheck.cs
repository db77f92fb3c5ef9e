using Goodgate.Cli.Settings.Lint;
using Goodgate.Gateway.Certificates;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Inbound.Listening;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Start;

/// <summary>
/// What would keep <c>goodgate run</c> from starting, beyond what the settings themselves say: asked of the parts of the gateway that would refuse, so
/// that both find the same and say it in the same words. Files are read, nothing is made. A port may be taken now and free later: <see cref="ListenCheck"/>.
/// </summary>
internal static class StartCheck
{
    private static readonly Func<LintSubject, IEnumerable<StartTrouble>>[] Parts = [Listeners, Upstreams, Roots, Logs, Folders];

    /// <summary>Errors in the order of the file, at most 100. What this user may not look at is none: the lint rule file-unreadable tells of it.</summary>
    /// <param name="settings">Settings without errors.</param>
    /// <param name="effective">Their values with places, of the same <see cref="SettingsResult"/>.</param>
    public static IReadOnlyList<SettingsProblem> Errors(GatewaySettings settings, IReadOnlyList<EffectiveValue> effective) =>
    [
        .. Find(new LintSubject(settings, effective, lowestFreePort: 0))
            .Where(found => found.Denied is null)
            .Select(found => new SettingsProblem(found.Place, Shown.Whole(found.Message)))
            .OrderBy(problem => problem.Line)
            .ThenBy(problem => problem.Column)
            .Take(ProblemList.Most),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<StartTrouble> Find(LintSubject subject) => Parts.SelectMany(part => part(subject));

    private static IEnumerable<StartTrouble> Listeners(LintSubject subject)
    {
        foreach (var (index, listen) in subject.Settings.Listen.Index())
        {
            if (UnixListener.Trouble(listen.Url) is { } trouble)
            {
                yield return At(subject, $"cannot listen on {listen.Url}: {trouble}", $"listen[{index}].url");
            }

            foreach (var (number, certificate) in listen.Certificates.Index())
            {
                if (Refusal(() => CertificateFile.LoadChain(certificate)) is { } refusal)
                {
                    yield return At(subject, refusal, certificate, $"listen[{index}].certificates[{number}]");
                }
            }
        }
    }

    private static IEnumerable<StartTrouble> Upstreams(LintSubject subject)
    {
        foreach (var upstream in subject.Settings.Upstreams.Where(one => one.Servers.Any(server => server.StartsWith("https:", StringComparison.OrdinalIgnoreCase))))
        {
            var path = $"upstreams.{upstream.Name}.tls";
            if (upstream.Tls.Ca is { } file && Refusal(() => AuthorityFile.Load(file)) is { } unusable)
            {
                yield return At(subject, unusable.Message, $"{path}.ca") with { Denied = unusable.IsDenied ? file : null };
            }

            if (upstream.Tls.ClientCertificate is { } own && Refusal(() => CertificateFile.LoadChain(own)) is { } refusal)
            {
                yield return At(subject, refusal, own, $"{path}.client_certificate");
            }
        }
    }

    private static IEnumerable<StartTrouble> Roots(LintSubject subject)
    {
        foreach (var site in subject.Settings.Sites)
        {
            var denied = false;
            if (site.Files is { } files && SiteFiles.Refusal(files, site.Name, out denied) is { } refusal)
            {
                yield return At(subject, refusal, $"sites.{site.Name}.files.root") with { Denied = denied ? files.Root : null };
            }
        }
    }

    private static IEnumerable<StartTrouble> Logs(LintSubject subject)
    {
        if (subject.Settings.AccessLog is { } log && AccessSink.Refusal(log.Path) is { } refusal)
        {
            yield return At(subject, refusal, "access_log.path");
        }
    }

    private static IEnumerable<StartTrouble> Folders(LintSubject subject)
    {
        // A cache that no site uses leaves its folder alone.
        var cache = subject.Settings.Sites.Any(site => IsOn(site.Cache) || site.Routes.Any(route => IsOn(route.Cache))) ? subject.Settings.Cache.Folder : null;
        foreach (var (folder, path) in new[] { (subject.Settings.Data, "data"), (cache, "cache.folder") })
        {
            if (folder is not null && DataFolder.Refusal(folder) is { } refusal)
            {
                yield return At(subject, refusal.Message, path);
            }
        }
    }

    private static bool IsOn(CacheSettings? cache) => cache is { Mode: not CacheMode.Off };

    private static CertificateException? Refusal(Action load)
    {
        try
        {
            load();
            return null;
        }
        catch (CertificateException refusal)
        {
            return refusal;
        }
    }

    private static StartTrouble At(LintSubject subject, CertificateException refusal, CertificateSettings certificate, string path)
    {
        var file = refusal.Setting == "key" ? certificate.Key : certificate.Pfx ?? certificate.Cert;
        return At(subject, refusal.Message, $"{path}.{refusal.Setting}", $"{path}.{refusal.Setting}_file", path) with { Denied = refusal.IsDenied ? file : null };
    }

    private static StartTrouble At(LintSubject subject, string message, params IReadOnlyList<string> paths) => new(subject.At("", paths).Place, message);
}
