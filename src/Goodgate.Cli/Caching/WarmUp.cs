using System.Globalization;
using System.Net;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Caching;

/// <summary><c>goodgate cache warm URL</c>: asks for the pages of a site's sitemap, one after the other and no faster than asked, so that the cache has them.</summary>
/// <param name="session">The call of the program.</param>
/// <param name="rate">Pages a second, at most.</param>
/// <param name="most">No more pages than that.</param>
internal sealed class WarmUp(Session session, double rate, int most)
{
    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(1);

    /// <summary>Warms up.</summary>
    /// <returns>0 when all pages were answered; 1 when some failed; 2 when no sitemap was found.</returns>
    public async Task<int> RunAsync(Uri start, DnsEndPoint? connect, bool isJson)
    {
        using var client = new SiteClient(connect);
        var (pages, problem) = await new SitePages(client, session.Error.Warning).FindAsync(start, most, session.Signals.Stop);
        if (pages is null)
        {
            return session.Fail(ExitCodes.Usage, problem.Length > 0 ? $"{Evidence.Printable(start.ToString(), 300)}: {Evidence.Printable(problem, 300)}" : $"{Evidence.Printable(start.ToString(), 300)}: no sitemap was found (robots.txt, /sitemap.xml, /wp-sitemap.xml, /sitemap_index.xml). Name it: goodgate cache warm https://HOST/PATH.xml");
        }

        var tally = await AskAllAsync(client, pages);
        if (isJson)
        {
            session.Out.Line(CacheJson.Of(tally));
        }
        else
        {
            Show(tally);
        }

        return tally.Failed.Count == 0 ? ExitCodes.Fine : ExitCodes.Problem;
    }

    private async Task<WarmTally> AskAllAsync(SiteClient client, IReadOnlyList<Uri> pages)
    {
        var (tally, time, stop) = (new WarmTally(), session.Time, session.Signals.Stop);
        var (began, told) = (time.GetTimestamp(), time.GetTimestamp());
        foreach (var page in pages)
        {
            // As a plan, not as a pause: pages that take long do not make it slower than asked.
            if (TimeSpan.FromSeconds(tally.Pages / rate) - time.GetElapsedTime(began) is var early && early > TimeSpan.Zero)
            {
                await Task.Delay(early, time, stop);
            }

            var (answer, problem) = await client.AskAsync(page, [], isCompressed: true, stop);
            tally.Add(answer, problem);
            if (session.Error.IsTerminal && time.GetElapsedTime(told) > BetweenWords)
            {
                told = time.GetTimestamp();
                session.Error.Note(string.Create(CultureInfo.InvariantCulture, $"{tally.Pages:N0} of {pages.Count:N0} pages, {TimeSpan.FromSeconds((pages.Count - tally.Pages) / rate):h\\:mm\\:ss} left"));
            }
        }

        return tally;
    }

    private void Show(WarmTally tally)
    {
        session.Out.Line(string.Create(CultureInfo.InvariantCulture, $"{tally.Pages:N0} pages: {tally.Stored:N0} stored now, {tally.Hits:N0} there before, {tally.NotKept.Values.Sum():N0} not kept, {tally.Failed.Values.Sum():N0} failed"));
        foreach (var (reason, count) in tally.NotKept)
        {
            session.Out.Line(string.Create(CultureInfo.InvariantCulture, $"  not kept {count,6:N0}  {Evidence.Printable(reason, 100)}{(CacheDetails.Of(reason) is { } known ? $": {known.Means}" : "")}"));
        }

        foreach (var (reason, count) in tally.Failed)
        {
            session.Out.Line(string.Create(CultureInfo.InvariantCulture, $"  failed   {count,6:N0}  {Evidence.Printable(reason, 200)}"));
        }
    }
}
