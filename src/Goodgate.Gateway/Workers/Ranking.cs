using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Workers;

/// <summary>Finds the rank of a request, once it has to wait. Everything it reads is the client's claim: a crawler that poses as a browser waits among people.</summary>
internal static class Ranking
{
    // What the names of crawlers and libraries have in common; a browser's has none of it, but for one maker of telephones.
    private const string Telephone = "cubot";

    private static readonly string[] Programs =
    [
        "bot/", "bot;", "bot ", "bot)", "bots", "-bot", "crawl", "spider", "slurp", "facebookexternalhit", "mediapartners", "curl/", "wget/", "python", "go-http-client",
        "java/", "libwww", "okhttp", "headless", "scrapy", "feed",
    ];

    public static RequestRank Of(Exchange exchange) => exchange.Cached is { IsBackground: true } ? RequestRank.Chore : Of(exchange.Target, exchange.Script?.Script, FieldLists.First(exchange.Client.Fields, KnownField.UserAgent));

    /// <summary>The rank.</summary>
    /// <param name="target">Request target: path and query.</param>
    /// <param name="script">Script it runs; null when that is not known.</param>
    /// <param name="agent">User-Agent; null when there is none, which no browser does.</param>
    public static RequestRank Of(string target, string? script, string? agent)
    {
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var path = (end < 0 ? target : target[..end]).TrimEnd('/');
        if (Is(path, script, "/wp-cron.php"))
        {
            return RequestRank.Chore;
        }

        // WordPress: /feed/, /comments/feed/, /feed/atom/, ?feed=rss2.
        var query = end < 0 ? "" : target[(end + 1)..];
        var isFeed = path.EndsWith("/feed", StringComparison.Ordinal) || path.Contains("/feed/", StringComparison.Ordinal) || query.StartsWith("feed=", StringComparison.Ordinal)
            || query.Contains("&feed=", StringComparison.Ordinal);
        return isFeed || Is(path, script, "/xmlrpc.php") || IsProgram(agent) ? RequestRank.Program : RequestRank.Person;
    }

    private static bool Is(string path, string? script, string name) => path.EndsWith(name, StringComparison.OrdinalIgnoreCase) || script?.EndsWith(name, StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsProgram(string? agent)
    {
        var name = agent?.Replace(Telephone, "", StringComparison.OrdinalIgnoreCase);
        return string.IsNullOrEmpty(name) || name.EndsWith("bot", StringComparison.OrdinalIgnoreCase) || Array.Exists(Programs, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
