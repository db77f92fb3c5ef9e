using System.Globalization;
using System.Net;
using Goodgate.Cli.Showing;
using Goodgate.Verdicts.Judging;
using Spectre.Console;

namespace Goodgate.Cli.Caching;

/// <summary><c>goodgate cache explain URL</c>: asks for a page and says in words what the caches on the way did, and why.</summary>
internal static class PageExplanation
{
    // What decides whether a response is kept, and for how long; values of cookies are nobody's business.
    private static readonly string[] Telling = ["Cache-Control", "CDN-Cache-Control", "Surrogate-Control", "Expires", "Age", "Vary", "ETag", "Last-Modified", "Cache-Tag", "Surrogate-Key", "xkey"];

    /// <summary>Asks and tells.</summary>
    /// <returns>0 when a cache told what it did; 1 when none did; 2 when there was no answer.</returns>
    public static async Task<int> RunAsync(Uri address, IReadOnlyList<(string Name, string Value)> fields, DnsEndPoint? connect, bool isJson, Session session)
    {
        using var client = new SiteClient(connect);
        var (answer, problem) = await client.AskAsync(address, fields, isCompressed: true, session.Signals.Stop);
        if (answer is null)
        {
            return session.Fail(ExitCodes.Usage, $"{Evidence.Printable(address.ToString(), 300)}: {Evidence.Printable(problem, 300)}");
        }

        if (isJson)
        {
            session.Out.Line(CacheJson.Of(address, answer));
        }
        else
        {
            Show(address, answer, session.Out);
        }

        return answer.CacheStatus.Count > 0 ? ExitCodes.Fine : ExitCodes.Problem;
    }

    private static void Show(Uri address, SiteAnswer answer, Screen screen)
    {
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{Evidence.Printable(address.ToString(), 300)}: {answer.Status}, {answer.Content.Length:N0} bytes"));
        foreach (var name in Telling)
        {
            if (answer.Field(name) is { } value)
            {
                screen.Line($"  {name}: {Evidence.Printable(value, 300)}");
            }
        }

        if (answer.Field("Set-Cookie") is not null)
        {
            screen.Line("  Set-Cookie: (values are not shown)");
        }

        screen.Line();
        if (answer.CacheStatus.Count == 0)
        {
            screen.Prose("The answer has no Cache-Status: no cache of goodgate (or of another program that writes it) took part. Is the cache of this site or route on?", Style.Plain);
        }

        foreach (var cache in answer.CacheStatus)
        {
            screen.Prose($"{Evidence.Printable(cache.Cache, 60)}: {string.Join(' ', cache.Sentences())}", Style.Plain);
        }
    }
}
