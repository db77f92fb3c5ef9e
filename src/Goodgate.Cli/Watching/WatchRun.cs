using Goodgate.Cli.Logs;
using Goodgate.Cli.Running;
using Goodgate.Cli.Showing;
using Goodgate.Gateway.Admin;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Inbound.Listening;
using Goodgate.Gateway.Settings;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Running;
using Goodgate.Logs.Watching;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Watching;

/// <summary>The command <c>watch</c>: follows logs, looks at pools and status pages, and tells of what fails until it is stopped.</summary>
internal static class WatchRun
{
    private const string TokenVariable = "GOODGATE_ADMIN_TOKEN";

    private static readonly AdminNames Names = new("--admin", $"{TokenVariable} in the environment");

    public static async Task<int> RunAsync(WatchOptions asked, Session session)
    {
        if (!LogWatch.IsPossible)
        {
            return session.Fail(ExitCodes.Usage, "watch follows logs on Linux only; goodgate logs reads them anywhere");
        }

        if ((asked.Zone is null ? session.Time.LocalTimeZone : TypedZone.Read(asked.Zone)) is not { } zone)
        {
            return session.Fail(ExitCodes.Usage, $"--zone \"{Evidence.Printable(asked.Zone!, 60)}\": expected UTC, an offset such as +02:00, or a name such as Europe/Berlin");
        }

        if (Refusal(Admin(asked, session)) is { } refusal)
        {
            return session.Fail(ExitCodes.Usage, refusal);
        }

        if (WatchedLogs.Find(asked, "/", session) is not { } logs || WatchProbes.Read(asked, logs.Names, session) is not { } probes)
        {
            return ExitCodes.Usage;
        }

        try
        {
            var folder = asked.Data is null ? null : session.PathOf(asked.Data);
            await using var outlets = WatchOutlets.Start(folder, session.Time);
            outlets.Keeper.Trouble = session.Error.Warning;
            var memory = folder is null ? null : Memory(folder, session);
            var options = new LogOptions { Now = session.Time.GetUtcNow(), Zone = zone, Site = asked.Site, Format = asked.Format };
            using var watch = new LogWatch(options, memory, session.Time);
            var loop = new WatchLoop(watch, memory, outlets, new WatchScreen(asked.Json, session), session);
            Follow(watch, logs.Names, asked, session);
            await using var admin = await AdminHost.StartAsync(Admin(asked, session), WatchPages.Of(watch, outlets, () => loop.Open, session.Time), session.Signals.Stop, Names);
            Tell(asked, memory, probes, admin, session);
            return await loop.RunAsync(probes, admin, () => Search(watch, logs, session));
        }
        catch (DataFolderException e)
        {
            return session.Fail(ExitCodes.Problem, e.Message);
        }
        catch (ListenException e)
        {
            return session.Fail(ExitCodes.Problem, StartFailure.Of(e)!.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return session.Fail(ExitCodes.Problem, $"{(asked.Data is { } data ? $"--data {Evidence.Printable(data, 200)}: " : "")}{ReadTrouble.Words(e)}");
        }
    }

    private static AdminSettings Admin(WatchOptions asked, Session session) => new() { Listen = asked.Admin, Token = session.Variable(TokenVariable) };

    // Before anything is made or locked.
    private static string? Refusal(AdminSettings admin)
    {
        try
        {
            AdminAddress.Parse(admin, Names);
            return null;
        }
        catch (ArgumentException e)
        {
            return StartFailure.Words(e);
        }
    }

    private static WatchMemory Memory(string folder, Session session)
    {
        var memory = WatchMemory.Read(folder, out var problem);
        if (problem is not null)
        {
            session.Error.Warning(Evidence.Printable(problem, 600));
        }

        return memory;
    }

    private static void Follow(LogWatch watch, IReadOnlyList<string> logs, WatchOptions asked, Session session)
    {
        var known = 0;
        foreach (var log in logs)
        {
            known += watch.Follow(log, session.PathOf(log), asked.FromStart) ? 1 : 0;
        }

        if (logs.Count == 0)
        {
            return;
        }

        var begins = asked.FromStart ? "beginning" : "end";
        session.Error.Note(asked.Data is null
            ? $"{Words.Count(logs.Count, "log")}: read from the {begins} of each; nothing is remembered for the next start (--data DIR remembers)"
            : known == logs.Count ? $"{Words.Count(logs.Count, "log")}: reading goes on where it stopped"
            : known == 0 ? $"{Words.Count(logs.Count, "log")}: read from the {begins} of each"
            : $"{Words.Count(logs.Count, "log")}: {Words.Count(known)} from where reading stopped, {Words.Count(logs.Count - known)} new from the {begins}");
    }

    // A log that is new is read from its beginning: nothing in it is older than a minute or two.
    private static void Search(LogWatch watch, WatchedLogs logs, Session session)
    {
        foreach (var log in logs.New())
        {
            watch.Follow(log, session.PathOf(log), fromStart: true);
            session.Error.Note($"{Evidence.Printable(log, 200)}: new, followed from its beginning");
        }
    }

    private static void Tell(WatchOptions asked, WatchMemory? memory, WatchProbes probes, AdminHost? admin, Session session)
    {
        if (memory is { IsKnown: false } && asked.Data is { } data)
        {
            session.Error.Note($"positions and counts are kept in {Evidence.Printable(data, 200)}");
        }

        foreach (var one in probes.Names)
        {
            session.Error.Note($"looking at {Evidence.Printable(one, 200)}");
        }

        if (admin is not null)
        {
            session.Error.Note($"admin {admin.Address}");
        }
    }
}
