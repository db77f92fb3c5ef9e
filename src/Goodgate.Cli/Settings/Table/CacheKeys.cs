using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Shapes;

namespace Goodgate.Cli.Settings.Table;

/// <summary>Keys of the cache: what is cached where, and where it lies.</summary>
internal static class CacheKeys
{
    /// <summary>The cache of a site or a route.</summary>
    public static readonly GroupShape Cache = new(
    [
        new("mode", new ChoiceShape("off", "on", "wordpress"))
        {
            Default = "on",
            Origin = "what RFC 9111 allows, and no more",
            Doc = "`off`, `on` (what RFC 9111 lets a shared cache keep), or `wordpress` (the same, with what is known of WordPress and WooCommerce).",
        },
        new("ttl", new DurationShape("1s", "8760h"))
        {
            Doc = "Freshness of responses that say nothing of it themselves, never of those with Set-Cookie. None when absent; 10m with `wordpress`.",
        },
        new("stale_if_error", new DurationShape("1s", "8760h", "never"))
        {
            Default = "24h",
            Origin = "a night and a morning",
            Doc = "How long a page may be used beyond its time while its server gives nothing usable. The response's own `stale-if-error` goes before it; `must-revalidate`, `proxy-revalidate`, `no-cache` and `s-maxage` forbid it.",
        },
        new("bypass_cookies", new ListShape(new TextShape(WebFormats.CookieName)) { Most = 64 })
        {
            Doc = "Cookies by which the application knows a person, or makes another page (`*` at the end: any further characters). Requests with one of them always go to the server, and their answers are not stored. `wordpress` knows those of WordPress and WooCommerce; no other cookie reaches the server with it.",
        },
    ])
    {
        ShortKey = "mode",
    };

    /// <summary>Where it lies.</summary>
    public static readonly SettingsKey Store = new("cache", new GroupShape(
    [
        new("memory", new SizeShape("1MiB", "1024GiB"))
        {
            Default = "64MiB",
            Origin = "a thousand pages of 64 KiB",
            Doc = "Most memory for stored responses.",
        },
        new("max_entry", new SizeShape("1KiB", "1024GiB"))
        {
            Default = "64MiB",
            Origin = "pages and pictures; a film would put a thousand of them out",
            Doc = "Largest response stored.",
        },
        new("folder", new TextShape(PlainFormats.DataFolder)) { Doc = "Folder of stored responses that outlive the process. The folder `cache` in `data` when absent, memory alone where there is none either." },
        new("disk", new SizeShape("1MiB", "1024GiB"))
        {
            Default = "1GiB",
            Origin = "a site of 10,000 pages with its pictures",
            Doc = "Most bytes in `folder`.",
        },
        new("purge_from", new ListShape(new TextShape(AddressFormats.Network)))
        {
            Origin = "whoever may purge can have every page made anew",
            Doc = "Networks (CIDR) of clients that may send PURGE and BAN. Nobody by default; the admin port purges as well.",
        },
    ]))
    {
        Doc = "Where the caches of all sites keep what they store ([cache](cache.md)).",
    };
}
