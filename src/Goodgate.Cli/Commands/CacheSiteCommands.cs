using System.CommandLine;
using System.Globalization;
using System.Net;
using Goodgate.Cli.Caching;
using Goodgate.Cli.Settings.Values;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Commands;

/// <summary>The commands of <c>goodgate cache</c> that ask the site itself: <c>explain</c> and <c>warm</c>.</summary>
internal static class CacheSiteCommands
{
    // Beside its visitors a small machine makes two pages more in a second without their noticing.
    private const double UsualRate = 2;

    // A large shop.
    private const int UsualLimit = 10_000;

    // Faster than that is no warm-up, it is a load test.
    private const double MostRate = 1000;

    public static Command Explain(Session session, Option<bool> json)
    {
        var url = Address("The page: https://example.org/a.");
        var fields = new Option<string[]>("--header", "-H") { Description = "A field of the request, such as \"Cookie: a=b\"; may be repeated.", HelpName = "FIELD" };
        var connect = Connect();
        var command = new Command("explain", "Asks for a page and says in words what the cache did, and why.") { url, fields, connect };
        command.SetAction((parsed, _) =>
            Read(parsed.GetValue(url)!) is not { } address ? Wrong(session, parsed.GetValue(url)!)
            : !TryEndPoint(parsed.GetValue(connect), session, out var endPoint) ? Task.FromResult(ExitCodes.Usage)
            : Fields(parsed.GetValue(fields) ?? [], session) is not { } read ? Task.FromResult(ExitCodes.Usage)
            : PageExplanation.RunAsync(address, read, endPoint, parsed.GetValue(json), session));
        return command;
    }

    public static Command Warm(Session session, Option<bool> json)
    {
        var url = Address("The site, https://example.org/, or one of its sitemaps.");
        var rate = new Option<double?>("--rate") { Description = "Pages a second, at most. Default 2.", HelpName = "N" };
        var limit = new Option<int?>("--limit") { Description = "No more pages than that. Default 10000.", HelpName = "N" };
        var connect = Connect();
        var command = new Command("warm", "Asks for the pages of a site's sitemap, so that the cache has them.") { url, rate, limit, connect };
        command.SetAction((parsed, _) =>
        {
            var (pace, most) = (parsed.GetValue(rate) ?? UsualRate, parsed.GetValue(limit) ?? UsualLimit);
            return Read(parsed.GetValue(url)!) is not { } address ? Wrong(session, parsed.GetValue(url)!)
                : pace is not (> 0 and <= MostRate) ? Task.FromResult(session.Fail(ExitCodes.Usage, $"--rate: expected a number above 0, at most {MostRate}"))
                : most < 1 ? Task.FromResult(session.Fail(ExitCodes.Usage, "--limit: expected a number from 1 on"))
                : !TryEndPoint(parsed.GetValue(connect), session, out var endPoint) ? Task.FromResult(ExitCodes.Usage)
                : new WarmUp(session, pace, most).RunAsync(address, endPoint, parsed.GetValue(json));
        });
        return command;
    }

    private static Argument<string> Address(string what) => new("URL") { Description = what };

    private static Option<string?> Connect() => new("--connect") { Description = "Where to connect in place of the address's host: a gateway that is not in DNS yet.", HelpName = "HOST:PORT" };

    private static Uri? Read(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    private static Task<int> Wrong(Session session, string text) =>
        Task.FromResult(session.Fail(ExitCodes.Usage, $"\"{Evidence.Printable(text, 100)}\" is no address; expected http:// or https://, such as https://example.org/"));

    private static bool TryEndPoint(string? text, Session session, out DnsEndPoint? endPoint)
    {
        endPoint = null;
        if (text is null)
        {
            return true;
        }

        if (UrlParts.ReadAuthority(text, out var host, out var port) is not null || port is not { } number)
        {
            session.Error.Problem($"--connect \"{Evidence.Printable(text, 80)}\": expected HOST:PORT, such as 127.0.0.1:8080");
            return false;
        }

        endPoint = new DnsEndPoint(host, number);
        return true;
    }

    private static List<(string Name, string Value)>? Fields(string[] lines, Session session)
    {
        var fields = new List<(string, string)>();
        foreach (var line in lines)
        {
            if (line.Split(':', 2) is not [{ Length: > 0 } name, var value] || line.AsSpan().ContainsAny('\r', '\n'))
            {
                session.Error.Problem(string.Create(CultureInfo.InvariantCulture, $"--header \"{Evidence.Printable(line, 80)}\": expected NAME: VALUE on one line"));
                return null;
            }

            fields.Add((name.Trim(), value.Trim()));
        }

        return fields;
    }
}
