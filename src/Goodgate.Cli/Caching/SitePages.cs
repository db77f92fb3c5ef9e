using System.Text;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Caching;

/// <summary>Finds the pages of a site by its sitemaps.</summary>
/// <param name="client">Asks the site.</param>
/// <param name="tell">Takes a sentence about what could not be used.</param>
internal sealed class SitePages(SiteClient client, Action<string> tell)
{
    // Sitemaps of sitemaps of sitemaps are against the protocol; a site of ten thousand lists is none.
    private const int MostSitemaps = 1000;

    // Where WordPress and its plugins, and most others, have it.
    private static readonly string[] UsualPlaces = ["/sitemap.xml", "/wp-sitemap.xml", "/sitemap_index.xml"];

    /// <summary>The pages, in the order they are listed, each once. Only those of the site itself: a sitemap may name no others.</summary>
    /// <param name="start">A sitemap, or any address of the site.</param>
    /// <param name="most">No more than so many.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The pages; or null, and why: a clause, empty when the site answers and has no sitemap in the usual places.</returns>
    public async Task<(IReadOnlyList<Uri>? Pages, string Problem)> FindAsync(Uri start, int most, CancellationToken cancel)
    {
        var (named, silence) = IsSitemap(start) ? ([start], null) : await ByRobotsAsync(start, cancel);
        if (silence is not null)
        {
            return (null, silence);
        }

        var isListed = named.Count > 0;
        var queue = new Queue<Uri>(isListed ? named : UsualPlaces.Select(place => new Uri(start, place)));
        var (pages, seen, read, isFound) = (new List<Uri>(), new HashSet<string>(StringComparer.Ordinal), 0, false);
        while (queue.TryDequeue(out var map) && read++ < MostSitemaps && pages.Count < most)
        {
            if (!seen.Add(map.AbsoluteUri))
            {
                continue;
            }

            var (found, problem) = await ReadAsync(map, cancel);
            if (found is not { } sitemap)
            {
                if (map == start)
                {
                    return (null, problem);
                }

                // In the usual places there is one of several, or none.
                if (isFound || isListed)
                {
                    tell($"{Evidence.Printable(map.ToString(), 300)}: {problem}");
                }

                continue;
            }

            isFound = true;
            foreach (var address in Own(start, sitemap.Addresses))
            {
                if (sitemap.AreSitemaps)
                {
                    queue.Enqueue(address);
                }
                else if (pages.Count < most && seen.Add(address.AbsoluteUri))
                {
                    pages.Add(address);
                }
            }
        }

        return (isFound ? pages : null, "");
    }

    private static bool IsSitemap(Uri address) => address.AbsolutePath.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || address.AbsolutePath.EndsWith(".xml.gz", StringComparison.OrdinalIgnoreCase);

    // Without any answer there is nobody to ask for sitemaps either.
    private async Task<(List<Uri> Named, string? Silence)> ByRobotsAsync(Uri start, CancellationToken cancel)
    {
        var (answer, problem) = await client.AskAsync(new Uri(start, "/robots.txt"), [], isCompressed: false, cancel);
        return answer is null ? ([], problem)
            : answer.Status >= 500 ? ([], $"status {answer.Status} for /robots.txt: the site is in trouble")
            : answer.Status != 200 ? ([], null)
            : ([.. Own(start, Encoding.UTF8.GetString(answer.Content).Split('\n')
                .Where(line => line.StartsWith("sitemap:", StringComparison.OrdinalIgnoreCase))
                .Select(line => line["sitemap:".Length..].Trim())
                .Take(MostSitemaps))], null);
    }

    private async Task<((IReadOnlyList<string> Addresses, bool AreSitemaps)? Found, string Problem)> ReadAsync(Uri map, CancellationToken cancel)
    {
        var (answer, problem) = await client.AskAsync(map, [], isCompressed: false, cancel);
        if (answer is not { Status: 200 })
        {
            return (null, answer is null ? Evidence.Printable(problem, 200) : $"status {answer.Status}");
        }

        try
        {
            return (Sitemap.Read(answer.Content), "");
        }
        catch (FormatException e)
        {
            return (null, Evidence.Printable(e.Message, 300));
        }
    }

    // A gateway that is asked for in clear serves the pages that the sitemap names with https: the scheme is the one that was typed.
    private static IEnumerable<Uri> Own(Uri start, IEnumerable<string> addresses)
    {
        foreach (var text in addresses)
        {
            if (Uri.TryCreate(start, text, out var address) && address.Scheme is "http" or "https" && address.Host.Equals(start.Host, StringComparison.OrdinalIgnoreCase))
            {
                yield return new UriBuilder(address) { Scheme = start.Scheme, Port = start.Port, Fragment = "" }.Uri;
            }
        }
    }
}
