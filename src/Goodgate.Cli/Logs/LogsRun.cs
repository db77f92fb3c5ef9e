using Goodgate.Cli.Showing;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Running;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Logs;

/// <summary>Reads the logs that were named, and writes what was asked for.</summary>
internal static class LogsRun
{
    public static async Task<int> RunAsync(LogsOptions asked, Session session)
    {
        var now = session.Time.GetUtcNow();
        if ((asked.Zone is null ? session.Time.LocalTimeZone : TypedZone.Read(asked.Zone)) is not { } zone)
        {
            return session.Fail(ExitCodes.Usage, $"--zone \"{Evidence.Printable(asked.Zone!, 60)}\": expected UTC, an offset such as +02:00, or a name such as Europe/Berlin");
        }

        if (Options(asked, now, zone, session) is not { } options)
        {
            return ExitCodes.Usage;
        }

        var (problems, skipped) = (new List<string>(), new List<string>());
        var sources = LogSources.Find(Files(asked, session), session.PathOf, Console.OpenStandardInput, problems, skipped);
        foreach (var one in skipped)
        {
            session.Error.Note(Evidence.Printable(one, 300));
        }

        foreach (var problem in problems)
        {
            session.Error.Problem(Evidence.Printable(problem, 300));
        }

        if (sources.Count == 0)
        {
            return problems.Count > 0 ? ExitCodes.Usage : session.Fail(ExitCodes.Usage, "no log found in the usual places (/var/log/nginx, /var/log/apache2, …): name a file, a folder, or - for standard input");
        }

        var code = asked.Each ? await EachRun.RunAsync(sources, options, session) : await ReportRun.RunAsync(sources, asked, options, session);
        return problems.Count > 0 ? ExitCodes.Usage : code;
    }

    private static IReadOnlyList<string> Files(LogsOptions asked, Session session)
    {
        if (asked.Files.Count > 0)
        {
            return asked.Files;
        }

        var found = UsualPlaces.Find("/");
        if (found.Count > 0)
        {
            session.Error.Note($"reading {Words.Count(found.Count, "log")} from the usual places: {string.Join(", ", found.Select(one => Evidence.Printable(one, 120)))}");
        }

        return found;
    }

    private static LogOptions? Options(LogsOptions asked, DateTimeOffset now, TimeZoneInfo zone, Session session)
    {
        DateTimeOffset? Read(string? typed, string option)
        {
            if (typed is null)
            {
                return null;
            }

            var time = TypedTime.Read(typed, now, zone);
            if (time is null)
            {
                session.Error.Problem($"{option} \"{Evidence.Printable(typed, 60)}\": expected a time such as 2026-11-20T14:00, 14:00, or 2h for two hours ago");
            }

            return time;
        }

        var (since, until) = (Read(asked.Since, "--since"), Read(asked.Until, "--until"));
        return (asked.Since is not null && since is null) || (asked.Until is not null && until is null)
            ? null
            : new LogOptions { Now = now, Zone = zone, Since = since, Until = until, Site = asked.Site, Format = asked.Format };
    }
}
