namespace Goodgate.Logs.Reporting;

/// <summary>How far a failure reaches, in a sentence.</summary>
internal static class ScopeWords
{
    /// <summary>From here on one page, host or client stands out.</summary>
    private const double Most = 0.8;

    public static string Of(long failed, Tally pages, Tally hosts, Tally servers, Tally clients)
    {
        if (failed == 0)
        {
            return "";
        }

        var parts = new List<string>
        {
            Dominant(pages, failed) is { } page ? $"almost all on {page}" : pages.Names > 3 ? $"site-wide: {pages.Names:#,0} different pages" : pages.Names > 0 ? $"{Plural(pages.Names, "page")}" : "pages not known",
        };
        if (hosts.Names > 0)
        {
            parts.Add(Dominant(hosts, failed) is { } host ? $"host {host}" : Plural(hosts.Names, "host"));
        }

        if (servers.Names > 0)
        {
            parts.Add(servers.Names == 1 || Dominant(servers, failed) is not null ? $"server {servers.Top(1)[0].Name}" : Plural(servers.Names, "server"));
        }

        if (clients.Names > 0)
        {
            parts.Add(clients.Names > 1 && Dominant(clients, failed) is { } client ? $"almost all from client {client}" : Plural(clients.Names, "client"));
        }

        return string.Join("; ", parts);
    }

    private static string? Dominant(Tally tally, long failed) => tally.Top(1) is [var first] && first.Name != Tally.Rest && first.Count >= failed * Most ? first.Name : null;

    private static string Plural(int number, string one) => $"{number:#,0} {one}{(number == 1 ? "" : "s")}";
}
