using System.CommandLine;
using System.Text.Json;
using Goodgate.Cli.Caching;
using Goodgate.Cli.Explaining;
using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Values;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate cache</c>: what a running gateway has stored, and purges.</summary>
internal static class CacheCommand
{
    // A few screens; --limit asks for more.
    private const int MostListed = 100;

    private static readonly Option<string?> Admin = new("--admin") { Description = $"Admin port of the gateway. Default {RequestPlaces.UsualAdmin}.", HelpName = "HOST:PORT", Recursive = true };
    private static readonly Option<string?> Config = new("--config", "-c") { Description = "Settings file that says where the admin port is, and its token.", HelpName = "FILE", Recursive = true };

    public static Command Create(Session session)
    {
        var json = JsonOption.Create();
        json.Recursive = true;
        return new Command("cache", "Shows what a running gateway has stored, purges and fills it, and says why a page is or is not there.")
        {
            Admin,
            Config,
            json,
            List(session, json),
            Purge(session, json),
            Stats(session, json),
            CacheSiteCommands.Explain(session, json),
            CacheSiteCommands.Warm(session, json),
        };
    }

    private static Command List(Session session, Option<bool> json)
    {
        var url = new Option<string?>("--url") { Description = "One address: https://example.org/a, or /a on any host.", HelpName = "URL" };
        var prefix = Prefix();
        var tag = new Option<string?>("--tag") { Description = "What carries a tag (Surrogate-Key, Cache-Tag, xkey).", HelpName = "TAG" };
        var limit = new Option<int?>("--limit") { Description = "No more than so many. Default 100.", HelpName = "N" };
        var command = new Command("ls", "Lists what is stored.") { url, prefix, tag, limit };
        command.SetAction((parsed, _) =>
        {
            var target = new CacheTarget(parsed.GetValue(url), parsed.GetValue(prefix), parsed.GetValue(tag) is { } one ? [one] : [], All: false);
            return target.Ways > 1
                ? Task.FromResult(session.Fail(ExitCodes.Usage, "--url, --prefix and --tag go one at a time"))
                : target.Problem is { } problem ? Task.FromResult(session.Fail(ExitCodes.Usage, problem))
                : AskAsync(parsed, json, session, HttpMethod.Get, $"entries?limit={parsed.GetValue(limit) ?? MostListed}&{target.Query}".TrimEnd('&'), CacheText.Entries);
        });
        return command;
    }

    private static Command Purge(Session session, Option<bool> json)
    {
        var url = new Argument<string?>("URL") { Description = "One address with all its variants: https://example.org/a, or /a on any host.", Arity = ArgumentArity.ZeroOrOne };
        var prefix = Prefix();
        var tags = new Option<string[]>("--tag") { Description = "What carries a tag; may be repeated.", HelpName = "TAG" };
        var all = new Option<bool>("--all") { Description = "Everything." };
        var soft = new Option<bool>("--soft") { Description = "Marks as stale in place of removing: it may still be used when the server fails." };
        var command = new Command("purge", "Takes out of the cache what is named.") { url, prefix, tags, all, soft };
        command.SetAction((parsed, _) =>
        {
            var target = new CacheTarget(parsed.GetValue(url), parsed.GetValue(prefix), parsed.GetValue(tags) ?? [], parsed.GetValue(all));
            return target.Ways != 1
                ? Task.FromResult(session.Fail(ExitCodes.Usage, "say what to purge, in one way: a URL, --prefix, --tag or --all"))
                : target.Problem is { } problem ? Task.FromResult(session.Fail(ExitCodes.Usage, problem))
                : AskAsync(parsed, json, session, HttpMethod.Post, $"purge?{target.Query}{(parsed.GetValue(soft) ? "&soft=1" : "")}", answer => [CacheText.Purged(answer)]);
        });
        return command;
    }

    private static Command Stats(Session session, Option<bool> json)
    {
        var command = new Command("stats", "Shows what is stored and how it does: entries, bytes, share of hits, evictions.");
        command.SetAction((parsed, _) => AskAsync(parsed, json, session, HttpMethod.Get, "stats", CacheText.Stats));
        return command;
    }

    private static Option<string?> Prefix() => new("--prefix") { Description = "Every address that begins so: https://example.org/blog/.", HelpName = "URL" };

    private static async Task<int> AskAsync(ParseResult parsed, Option<bool> json, Session session, HttpMethod method, string page, Func<JsonElement, IEnumerable<string>> lines)
    {
        if (Places(parsed, session) is not { } places)
        {
            return ExitCodes.Usage;
        }

        var (answer, problem) = await new AdminCall(places.Admin!, places.Token, session).SendAsync(method, $"/api/cache/{page}");
        if (answer is not { } found)
        {
            return session.Fail(ExitCodes.Usage, problem);
        }

        if (parsed.GetValue(json))
        {
            session.Out.Line(found.GetRawText());
            return ExitCodes.Fine;
        }

        foreach (var line in lines(found))
        {
            session.Out.Line(line);
        }

        return ExitCodes.Fine;
    }

    // Null when it has been said what is wrong.
    private static RequestPlaces? Places(ParseResult parsed, Session session)
    {
        var places = new RequestPlaces { Admin = parsed.GetValue(Admin) };
        if (places.Admin is { } typed && (UrlParts.ReadAuthority(typed, out var _, out var port) is not null || port is null))
        {
            session.Error.Problem($"--admin \"{Evidence.Printable(typed, 80)}\": expected HOST:PORT, such as 127.0.0.1:9502");
            return null;
        }

        if (parsed.GetValue(Config) is not { } config)
        {
            return places with { Admin = places.Admin ?? RequestPlaces.UsualAdmin };
        }

        var read = SettingsFile.Read(session.PathOf(config), session.Variable);
        foreach (var problem in read.Problems)
        {
            session.Error.Problem(problem.ToString());
        }

        var named = read.Settings is { } settings ? places.With(settings) : null;
        if (named is { Admin: null })
        {
            session.Error.Problem($"{config}: admin is off; the cache is asked about there");
            return null;
        }

        return named;
    }
}
