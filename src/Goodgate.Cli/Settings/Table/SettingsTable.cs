using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Reading;
using Goodgate.Cli.Settings.Shapes;

namespace Goodgate.Cli.Settings.Table;

/// <summary>Every key of the settings file with type, default, range and reason. Reader, schema and manual are made from it.</summary>
internal static class SettingsTable
{
    public static readonly GroupShape Root = new(
    [
        new("to", new TextShape(AddressFormats.Server))
        {
            ShortForm = true,
            Doc = "Short form of a whole file: one upstream with this server, one site for all hosts, both named `app`. Same as `--to`.",
        },
        ListenKeys.Listen,
        new("upstreams", new NamedShape("upstream", UpstreamKeys.Upstream))
        {
            Doc = "Groups of servers, by name. The servers of one upstream can answer for each other.",
        },
        new("sites", new NamedShape("site", SiteKeys.Site)) { Doc = "Hosts and the routes that serve them, by name." },
        ServiceKeys.TrustedProxies,
        ServiceKeys.Admin,
        ServiceKeys.AccessLog,
        ServiceKeys.Data,
        CacheKeys.Store,
        ServiceKeys.Dns,
        ServiceKeys.Client,
        new("drain_timeout", new DurationShape("1s", "1h", "do not wait"))
        {
            Default = "25s",
            Origin = "Kubernetes sends SIGKILL 30 s after SIGTERM; we stay below",
            Doc = "How long a stop (SIGTERM) waits for exchanges under way.",
        },
        new("otlp_endpoint", new TextShape(WebFormats.Url)) { Doc = "Where OTLP metrics go, such as `http://127.0.0.1:4317`. Not exported when absent." },
    ])
    {
        Rules = [new(KeyRuleKind.AtMostOne, "to", "upstreams"), new(KeyRuleKind.AtMostOne, "to", "sites")],
        Expand = file => PhpServers.Expand(ShortForms.WholeFile(file)),
    };
}
