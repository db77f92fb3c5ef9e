using System.Globalization;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Haproxy.Rules;

/// <summary>Room for connections and heads, and pages for failures.</summary>
internal static class CapacityRules
{
    // HAProxy's default, which Debian keeps.
    private const int Buffer = 16384;

    public static readonly IReadOnlyList<ImportRule<HaproxyConfig>> All =
    [
        new("maxconn-above-global", "the whole process stops at the global number first, and then every site waits for this one", ["gateway-out-of-resources"], AboveGlobal),
        new("header-buffer-small", "answers whose head (cookies above all) is larger than the buffer less tune.maxrewrite are a 502: PH", ["response-header-too-large"], SmallBuffer),
        new("error-page-cacheable", "the page says nothing about caching: browsers and CDNs may keep the failure after the site is back", ["cached-error-page"], Cacheable),
    ];

    private static IEnumerable<Fault> AboveGlobal(HaproxyConfig config)
    {
        if (Number(config.Global?.Last("maxconn")) is not { } most)
        {
            yield break;
        }

        foreach (var proxy in config.Proxies.Where(proxy => proxy.IsFrontend && proxy.Number("maxconn") > most))
        {
            yield return new Fault(proxy.Setting("maxconn")!, $"{proxy.Setting("maxconn")} in {proxy.Section}, maxconn {most} in global", $"maxconn {most}");
        }
    }

    private static IEnumerable<Fault> SmallBuffer(HaproxyConfig config)
    {
        var size = config.Global?.Last("tune.bufsize");
        var rewrite = config.Global?.Last("tune.maxrewrite");
        if (Number(size) is { } bytes && bytes < Buffer)
        {
            yield return new Fault(size!, size!.ToString(), $"tune.bufsize {Buffer}");
        }

        if (Number(rewrite) is { } kept && kept > (Number(size) ?? Buffer) / 2)
        {
            yield return new Fault(rewrite!, $"{rewrite} of {Number(size) ?? Buffer}", "tune.maxrewrite 1024");
        }
    }

    private static int? Number(Directive? set) => int.TryParse(set?.Argument(0), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The pages are whole answers with their head (errorfile); those that come with HAProxy say "no-cache".
    private static IEnumerable<Fault> Cacheable(HaproxyConfig config)
    {
        foreach (var page in config.Root.All().Where(one => one.Name == "errorfile" && one.Argument(0) is "500" or "502" or "503" or "504" && one.Argument(1).StartsWith('/')))
        {
            if (Head(page.Argument(1)) is { } head && head.StartsWith("HTTP/", StringComparison.Ordinal) && !head.Contains("no-cache", StringComparison.OrdinalIgnoreCase) && !head.Contains("no-store", StringComparison.OrdinalIgnoreCase))
            {
                yield return new Fault(page, page.ToString(), "Cache-Control: no-store  # in the head of that file");
            }
        }
    }

    private static string? Head(string path)
    {
        try
        {
            var text = SourceText.Of(path, path);
            var end = text.ReplaceLineEndings("\n").IndexOf("\n\n", StringComparison.Ordinal);
            return text.ReplaceLineEndings("\n")[..(end < 0 ? Math.Min(text.Length, Buffer) : end)];
        }
        catch (UnreadableConfig)
        {
            return null;
        }
    }
}
