using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Reading;
using Goodgate.Cli.Settings.Shapes;
using Goodgate.Gateway.Rates;

namespace Goodgate.Cli.Settings.Table;

/// <summary>Keys of one site.</summary>
internal static class SiteKeys
{
    private static readonly GroupShape Redirect = new(
    [
        new("to", new TextShape(WebFormats.RedirectTarget))
        {
            Required = true,
            Doc = "Where to; `{host}` (without its port; write another one behind it, as in `https://{host}:8443{path}`), `{path}` and `{query}` (with its ?) of the request are put in.",
        },
        new("status", new NumberShape(301, 308) { Only = [301, 302, 303, 307, 308] })
        {
            Default = "308",
            Origin = "permanent, and the method stays (RFC 9110 §15.4.9)",
            Doc = "Status of the answer.",
        },
    ]);

    private static readonly GroupShape Respond = new(
    [
        new("status", new NumberShape(200, 599)) { Default = "200", Origin = "a page is what most fixed answers are", Doc = "Status of the answer." },
        new("body", new TextShape(PlainFormats.Body)) { Default = "", Doc = "Body of the answer." },
        new("content_type", new TextShape(WebFormats.MediaType))
        {
            Default = "text/plain; charset=utf-8",
            Origin = "shown as it is, run by nobody",
            Doc = "Content-Type of the answer.",
        },
        new("retry_after", new DurationShape("1s", "24h"))
        {
            Doc = "Sent as Retry-After, in whole seconds rounded up; heeded with 503, 429, 413 and redirects.",
        },
    ]);

    private static readonly GroupShape Rate = new(
    [
        new("requests", new TextShape(RateFormats.Rate)) { Required = true, Doc = "What is let through in the long run." },
        new("burst", new NumberShape(0, RequestRate.Most))
        {
            Doc = "Requests beyond the rate that are let through at once, as nginx's `burst` with `nodelay`. When absent as many as the rate names, the first one not counted: `10/min` lets ten through at once.",
        },
    ])
    {
        ShortKey = "requests",
    };

    private static readonly GroupShape Route = new(
    [
        new("path", new TextShape(WebFormats.RoutePath))
        {
            Default = "/*",
            Origin = "a route without a path takes the whole site",
            Doc = "`/exact` or `/prefix/*`. The most specific route wins, whatever the order: exact before prefix, longer before shorter, with methods before without.",
        },
        new("methods", new ListShape(new TextShape(WebFormats.Method)) { Most = 32 }) { Doc = "Methods matched; all when empty. Another method on such a path is answered 405, a path of no route 404." },
        new("upstream", new TextShape(PlainFormats.Name)) { Doc = "Name of the upstream that answers." },
        new("redirect", Redirect) { Optional = true, Doc = "Answer with a redirect." },
        new("respond", Respond) { Optional = true, Doc = "Answer with fixed text." },
        new("rate", Rate)
        {
            Optional = true,
            Doc = "How often one client may come here, by IPv4 address or IPv6 /64; more is answered 429 with Retry-After ([rate limits](rate-limits.md)). Alone, the site's files answer.",
        },
        new("cache", CacheKeys.Cache) { Optional = true, Doc = "What is cached here; as the site says when absent. Alone, the site's files answer. A plain value is its `mode`: `cache: off`." },
        new("compress", new FlagShape()) { Doc = "Compress text that comes uncompressed; as the site says when absent. Alone, the site's files answer." },
    ])
    {
        Rules =
        [
            new(KeyRuleKind.AtMostOne, "upstream", "redirect", "respond"),
            new(KeyRuleKind.AtMostOne, "cache", "redirect", "respond"),
            new(KeyRuleKind.AtMostOne, "compress", "redirect", "respond"),
            new(KeyRuleKind.AtLeastOne, "upstream", "redirect", "respond", "rate", "cache", "compress"),
        ],
    };

    public static readonly GroupShape Site = new(
    [
        new("hosts", new ListShape(new TextShape(WebFormats.HostPattern)) { Fewest = 1 })
        {
            Required = true,
            Doc = "`example.com`, `\"*.example.com\"` (any depth) or `\"*\"` for every host; the most specific wins. Quote a star: YAML would take it for an alias.",
        },
        new("error_pages", new TextShape(PlainFormats.Directory))
        {
            Doc = "Directory with own failure pages, `502.html` or `5xx.html`. The built-in page when absent.",
        },
        new("status_page", new TextShape(WebFormats.Url)) { Doc = "Link to a status page, shown on failure pages." },
        new("cache", CacheKeys.Cache) { Optional = true, Doc = "What is cached of the site ([cache](cache.md)); nothing when absent. A plain value is its `mode`: `cache: on`." },
        new("compress", new FlagShape())
        {
            Doc = "Compress text that scripts and servers answer uncompressed ([compression](compression.md)). When absent, what PHP answers is compressed, and what HTTP servers answer is not; `false` holds for files too.",
        },
        new("files", FilesKeys.Files) { Optional = true, Doc = "A folder that answers for the paths of no route; its root alone will do." },
        new("upstream", new TextShape(PlainFormats.Name)) { ShortForm = true, Doc = "Short form of `routes`: this upstream answers everything." },
        new("routes", new ListShape(Route) { Fewest = 1 }) { Doc = "What is done with which path." },
    ])
    {
        Rules =
        [
            new(KeyRuleKind.AtLeastOne, "routes", "upstream", "files"),
            new(KeyRuleKind.AtMostOne, "routes", "upstream"),
            new(KeyRuleKind.AtMostOne, "files", "upstream"),
        ],
        Expand = ShortForms.Site,
    };
}
