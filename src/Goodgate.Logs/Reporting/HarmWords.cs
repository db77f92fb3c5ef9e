namespace Goodgate.Logs.Reporting;

/// <summary>What failures do beside the visitor who sees them.</summary>
internal static class HarmWords
{
    public static IReadOnlyList<string> Of(List<Failure> failed)
    {
        var words = new List<string>();
        var engines = failed.Where(one => one.Crawler is { } name && Crawler.IsSearchEngine(name)).ToList();
        if (engines.Count > 0)
        {
            var names = string.Join(", ", engines.Select(one => one.Crawler!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            words.Add($"Search engines got {engines.Count:#,0} errors ({names}): they ask less often while errors last, and drop pages that fail for days.");
        }

        if (engines.Exists(one => one.Target == "/robots.txt"))
        {
            words.Add("/robots.txt failed for a search engine: with a 5xx there it may stop to crawl the whole site.");
        }

        var robots = failed.Count(one => one.Crawler is { } name && !Crawler.IsSearchEngine(name));
        if (robots > 0 && robots * 5 >= failed.Count)
        {
            words.Add($"{robots:#,0} of the failed requests came from robots: see whether they are the load that makes visitors fail.");
        }

        var people = failed.Count(one => one is { IsRecord: true, Crawler: null });
        if (people > 0)
        {
            words.Add($"{people:#,0} failed requests were not from known robots. Statistics that count in the browser do not see them: the dip there is of this size.");
        }

        return words;
    }
}
