namespace Goodgate.Logs.Reporting;

/// <summary>Robots by their user agent. It can be forged; for counting harm it is good enough.</summary>
internal static class Crawler
{
    private static readonly (string Mark, string Name)[] Known =
    [
        ("Googlebot", "Googlebot"), ("bingbot", "bingbot"), ("Applebot", "Applebot"), ("DuckDuckBot", "DuckDuckBot"), ("YandexBot", "YandexBot"), ("Baiduspider", "Baiduspider"),
        ("GPTBot", "GPTBot"), ("ClaudeBot", "ClaudeBot"), ("CCBot", "CCBot"), ("PerplexityBot", "PerplexityBot"), ("Bytespider", "Bytespider"), ("Amazonbot", "Amazonbot"),
        ("AhrefsBot", "AhrefsBot"), ("SemrushBot", "SemrushBot"), ("MJ12bot", "MJ12bot"), ("facebookexternalhit", "facebookexternalhit"), ("AdsBot-Google", "AdsBot-Google"),
        ("UptimeRobot", "UptimeRobot"), ("Pingdom", "Pingdom"), ("bot/", "another robot"), ("crawler", "another robot"), ("spider", "another robot"),
    ];

    /// <summary>Those whose errors cost a place in search results.</summary>
    public static bool IsSearchEngine(string name) => name is "Googlebot" or "bingbot" or "Applebot" or "DuckDuckBot" or "YandexBot" or "Baiduspider";

    /// <summary>The robot's name; null for what looks like a browser.</summary>
    public static string? Of(string? agent)
    {
        if (agent is null)
        {
            return null;
        }

        foreach (var (mark, name) in Known)
        {
            if (agent.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return null;
    }
}
