using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Yaml;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Running;

/// <summary>
/// Settings said on the command line. They are made into the nodes of a settings file and read by the same table, so that the same values are good in
/// both places and the same mistakes get the same words; each node's place is the option it stands for. No YAML is read for it.
/// </summary>
internal static class OptionSettings
{
    // Whatever a file says about its own servers, options must be readable without it.
    private const string SomeServer = "http://127.0.0.1:80";

    private static readonly SettingsPlace Line = At("command line");

    /// <summary>Reads the options.</summary>
    /// <param name="options">As typed.</param>
    /// <param name="folder">Relative paths count from here.</param>
    /// <param name="hasToken">True when the file they go over has a token for the admin port.</param>
    public static (GatewaySettings? Settings, IReadOnlyList<string> Problems) Read(RunOptions options, string folder, bool hasToken = false)
    {
        var read = SettingsFile.Take(new MapNode(Line, [.. Entries(options, hasToken)]), Path.Combine(folder, RunSettings.UsualFile));
        return (read.Settings, [.. read.Problems.Select(problem => problem.ToString())]);
    }

    /// <summary>Puts what was said over the settings of a file.</summary>
    public static GatewaySettings Over(GatewaySettings file, GatewaySettings said, RunOptions options) => file with
    {
        Listen = options.Listen.Count > 0 ? said.Listen : file.Listen,
        Admin = options.Admin is null ? file.Admin : file.Admin with { Listen = said.Admin.Listen },
        AccessLog = options.AccessLog is null ? file.AccessLog : said.AccessLog! with { Format = file.AccessLog?.Format ?? said.AccessLog.Format },
        Data = options.Data is null ? file.Data : said.Data,
        Sites = options.Cache is null ? file.Sites : [.. file.Sites.Select(one => one with { Cache = said.Sites[0].Cache })],
        Upstreams = options.Retries is null ? file.Upstreams : [.. file.Upstreams.Select(one => one with { Retries = said.Upstreams[0].Retries })],
    };

    private static IEnumerable<MapEntry> Entries(RunOptions options, bool hasToken)
    {
        if (Upstream(options) is { } upstream)
        {
            yield return Entry("upstreams", Map(Entry("app", upstream)));
        }

        var hosts = Entry("hosts", List(["*"], Line.File));
        List<MapEntry> site =
        [
            hosts,
            options.Root is { } root ? Entry("files", Files(root, options)) : Entry("routes", new ListNode(Line, [Map(Entry("upstream", Value("app", Line.File)))])),
        ];
        if (options.Cache is { } cache)
        {
            site.Add(Entry("cache", Cache(cache, options.CacheTtl)));
        }

        yield return Entry("sites", Map(Entry("app", Map([.. site]))));
        if (options.Listen.Count > 0)
        {
            yield return Entry("listen", List(options.Listen, "--listen"));
        }

        if (options.Admin is { } admin)
        {
            List<MapEntry> inside = [Entry("listen", Value(admin, "--admin"))];
            if (hasToken)
            {
                inside.Add(Entry("token", Value("of-the-file", Line.File)));
            }

            yield return Entry("admin", Map([.. inside]));
        }

        if (options.AccessLog is { } log)
        {
            yield return Entry("access_log", Value(log, "--access-log"));
        }

        if (options.Data is { } data)
        {
            yield return Entry("data", Value(data, "--data"));
        }
    }

    // A site of files alone has none.
    private static MapNode? Upstream(RunOptions options)
    {
        if (options is { Root: not null, Php: null })
        {
            return null;
        }

        List<MapEntry> upstream = [Entry("servers", options is { Root: not null, Php: { } php }
            ? List([PhpFormats.AddressOf(php)!], "--php")
            : List(options.To.DefaultIfEmpty(SomeServer), "--to"))];
        if (options.Retries is { } retries)
        {
            upstream.Add(Entry("retries", Value(retries, "--retries")));
        }

        // What the public tests for caches require: the one word that their server needs (docs/decisions/0011-cache.md). A settings file says it itself.
        if (options is { Cache: "on", Root: null })
        {
            upstream.Add(Entry("lenient", List(["unknown-coding"], "--cache")));
        }

        return Map([.. upstream]);
    }

    private static MapNode Files(string root, RunOptions options)
    {
        List<MapEntry> files = [Entry("root", Value(root, "--root"))];
        if (options.Php is not null)
        {
            files.Add(Entry("php", Value("app", Line.File)));
        }

        if (options.Preset is { } preset)
        {
            files.Add(Entry("preset", Value(preset, "--preset")));
        }

        if (options.LimitLogins)
        {
            files.Add(Entry("limit_logins", Value("true", "--limit-logins")));
        }

        return Map([.. files]);
    }

    private static MapNode Cache(string mode, string? ttl) =>
        ttl is null ? Map(Entry("mode", Value(mode, "--cache"))) : Map(Entry("mode", Value(mode, "--cache")), Entry("ttl", Value(ttl, "--cache-ttl")));

    private static SettingsPlace At(string option) => new(option, 0, 1);

    private static MapEntry Entry(string key, SettingsNode value) => new(key, value.Place, value);

    private static MapNode Map(params IReadOnlyList<MapEntry> entries) => new(Line, entries);

    private static ListNode List(IEnumerable<string> values, string option) => new(At(option), [.. values.Select(value => Value(value, option))]);

    private static ScalarNode Value(string text, string option) => new(At(option), text, Quoted: true, []);
}
