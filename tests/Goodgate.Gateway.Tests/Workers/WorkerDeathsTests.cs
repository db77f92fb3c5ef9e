using System.Globalization;
using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;
using Goodgate.Gateway.Workers;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Workers;

public sealed class WorkerDeathsTests : IDisposable
{
    private static readonly Observation Cut = new() { Source = Source.Gateway, Phase = Phase.FirstByte, Happening = Happening.WorkerCrashed };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-deaths-");
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Each_death_is_told_once()
    {
        var deaths = Pool("").Deaths!;
        Write("[pool www] child 11 exited on signal 11 (SIGSEGV)");
        LineOf(await AskAsync(deaths, "/a.php")).ShouldContain("child 11");
        Write("[pool www] child 12 exited on signal 9 (SIGKILL)");
        LineOf(await AskAsync(deaths, "/a.php")).ShouldContain("child 12");
        LineOf(await AskAsync(deaths, "/a.php")).ShouldContain("says nothing");
    }

    [Fact]
    public async Task Requests_that_crash_together_have_one_death_each()
    {
        var deaths = Pool("").Deaths!;
        Write([.. Enumerable.Range(10, 40).Select(pid => $"[pool www] child {pid} exited on signal 11 (SIGSEGV)")]);
        var told = await UntilAsync(Task.WhenAll(Enumerable.Range(0, 40).Select(_ => deaths.ExplainAsync(Cut, "/crash.php", Now, Now).AsTask())));
        told.Select(LineOf).Distinct(StringComparer.Ordinal).Count().ShouldBe(40);
        told.ShouldAllBe(one => one.Detail!.StartsWith("SIGSEGV", StringComparison.Ordinal));
    }

    // FPM's log names process and signal, and not the request; but it is written in the order in which the connections were closed.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_that_end_in_different_ways_within_a_second_are_told_apart_by_their_order(bool laterAsksFirst)
    {
        var deaths = Pool("").Deaths!;
        var first = Now;
        _clock.Advance(TimeSpan.FromMilliseconds(18));
        var second = Now;
        Write("[pool www] child 11 exited on signal 11 (SIGSEGV)", "[pool www] child 12 exited on signal 9 (SIGKILL)");
        Task<Observation> Ask(string script, long broke) => deaths.ExplainAsync(Cut, script, first, broke).AsTask();
        var later = laterAsksFirst ? Ask("/kill.php", second) : null;
        var earlier = Ask("/segv.php", first);
        later ??= Ask("/kill.php", second);
        var told = await UntilAsync(Task.WhenAll(earlier, later));
        LineOf(told[0]).ShouldContain("child 11");
        told[0].Detail.ShouldBe("SIGSEGV, worker 11, by the order in which they ended");
        LineOf(told[1]).ShouldContain("child 12");
        told.ShouldAllBe(one => one.Facts.Any(fact => fact.Name == FactNames.DeathsThen && fact.Value == "11 by SIGSEGV, 12 by SIGKILL"));
    }

    [Fact]
    public async Task Who_broke_later_leaves_the_first_death_to_who_broke_earlier()
    {
        var deaths = Pool("").Deaths!;
        var first = Now;
        _clock.Advance(TimeSpan.FromMilliseconds(18));
        Write("[pool www] child 11 exited on signal 11 (SIGSEGV)");
        var earlier = deaths.ExplainAsync(Cut, "/segv.php", first, first).AsTask();
        var later = deaths.ExplainAsync(Cut, "/kill.php", first, Now).AsTask();
        LineOf(await UntilAsync(earlier)).ShouldContain("child 11");
        Write("[pool www] child 12 exited on signal 9 (SIGKILL)");
        LineOf(await UntilAsync(later)).ShouldContain("child 12");
    }

    [Fact]
    public async Task Two_at_the_same_moment_are_both_named_to_both()
    {
        var deaths = Pool("").Deaths!;
        Write("[pool www] child 11 exited on signal 11 (SIGSEGV)", "[pool www] child 12 exited on signal 9 (SIGKILL)");
        var told = await UntilAsync(Task.WhenAll(new[] { "/segv.php", "/kill.php" }.Select(script => deaths.ExplainAsync(Cut, script, Now, Now).AsTask())));
        foreach (var one in told)
        {
            one.Facts.ShouldContain(new Fact(FactNames.DeathsThen, "11 by SIGSEGV, 12 by SIGKILL"));
            one.Facts.Count(fact => fact.Name == "fpm-log").ShouldBe(2);
            one.Facts.ShouldNotContain(fact => fact.Name == FactNames.Signal);
        }
    }

    [Fact]
    public async Task Deaths_of_another_pool_do_not_count()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "www.conf"), "[blog]\nlisten = 127.0.0.1:9000\n[shop]\nlisten = 127.0.0.1:9001\n");
        var deaths = Pool(Path.Combine(_folder.FullName, "www.conf")).Deaths!;
        Write("[pool shop] child 11 exited on signal 11 (SIGSEGV)", "[pool blog] child 12 exited on signal 9 (SIGKILL)");
        LineOf(await AskAsync(deaths, "/a.php")).ShouldContain("child 12");
        LineOf(await AskAsync(deaths, "/a.php")).ShouldContain("says nothing");
    }

    [Fact]
    public async Task FPM_has_half_a_second_to_write()
    {
        var deaths = Pool("").Deaths!;
        Write();
        var asking = deaths.ExplainAsync(Cut, "/a.php", Now, Now).AsTask();
        for (var look = 0; look < 5; look++)
        {
            await StepAsync();
        }

        asking.IsCompleted.ShouldBeFalse();
        Write("[pool www] child 11 exited on signal 11 (SIGSEGV)");
        LineOf(await UntilAsync(asking)).ShouldContain("child 11");
    }

    // Looks that come late are those of a machine on which FPM writes late too.
    [Fact]
    public async Task On_a_busy_machine_it_has_as_many_looks()
    {
        var deaths = Pool("").Deaths!;
        Write();
        var asking = deaths.ExplainAsync(Cut, "/a.php", Now, Now).AsTask();
        for (var look = 0; look < 4; look++)
        {
            await _clock.TimersAsync(RecentEvents.BetweenLooks, 1);
            _clock.Advance(WorkerDeaths.Patience / 2);
        }

        asking.IsCompleted.ShouldBeFalse();
        Write("[pool www] child 11 exited on signal 11 (SIGSEGV)");
        LineOf(await UntilAsync(asking)).ShouldContain("child 11");
        asking = deaths.ExplainAsync(Cut, "/a.php", Now, Now).AsTask();
        while (!asking.IsCompleted && await Task.WhenAny(asking, _clock.TimersAsync(RecentEvents.BetweenLooks, 1)) != asking)
        {
            await Task.Delay(5);
            _clock.Advance(WorkerDeaths.Most / 4);
        }

        LineOf(await asking).ShouldContain("says nothing");
    }

    // A disk that hangs, a storm of crashes: nobody waits longer, and not for each other.
    [Fact]
    public async Task A_log_that_cannot_be_read_in_time_holds_nobody_longer_than_that()
    {
        using var disk = new ManualResetEventSlim();
        var reads = 0;
        var log = new RecentEvents(_ =>
        {
            Interlocked.Increment(ref reads);
            disk.Wait();
            return new LogReading([], null);
        }, _clock);
        var look = log.LookAsync();
        var deaths = new WorkerDeaths(log, Pool(""), _clock);
        var asking = Enumerable.Range(0, WorkerDeaths.MostWaiting).Select(_ => deaths.ExplainAsync(Cut, "/a.php", Now, Now).AsTask()).ToList();
        var beyond = deaths.ExplainAsync(Cut, "/a.php", Now, Now);
        beyond.IsCompleted.ShouldBeTrue();
        LineOf(await beyond).ShouldContain("not asked");
        await _clock.TimersAsync(WorkerDeaths.Most, WorkerDeaths.MostWaiting);
        _clock.Advance(WorkerDeaths.Most);
        (await Task.WhenAll(asking)).ShouldAllBe(one => LineOf(one).Contains("says nothing", StringComparison.Ordinal));
        reads.ShouldBeLessThanOrEqualTo(1);
        disk.Set();
        await look;
    }

    // It is told at once, and a death that is just being written would be told in its place: on a busy machine there may be no time for a second look.
    [Fact]
    public async Task A_reload_that_was_told_counts_when_the_next_look_takes_too_long()
    {
        using var disk = new ManualResetEventSlim();
        using var second = new SemaphoreSlim(0);
        var reads = 0;
        var log = new RecentEvents(_ =>
        {
            if (Interlocked.Increment(ref reads) > 1)
            {
                second.Release();
                disk.Wait();
            }

            return new LogReading([new FpmEvent(_clock.GetUtcNow(), FpmEventKind.Reloading) { Line = "Reloading in progress ..." }], null);
        }, _clock);
        var asking = new WorkerDeaths(log, Pool(""), _clock).ExplainAsync(Cut, "/a.php", Now, Now).AsTask();
        await _clock.TimersAsync(RecentEvents.BetweenLooks, 1);

        // The look goes on where the clock is moved.
        var looking = Task.Run(() => _clock.Advance(RecentEvents.BetweenLooks));
        (await second.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();
        asking.IsCompleted.ShouldBeFalse();
        while (!asking.IsCompleted)
        {
            _clock.Advance(WorkerDeaths.Patience);
            await Task.Yield();
        }

        LineOf(await asking).ShouldBe("Reloading in progress ...");
        disk.Set();
        await looking;
    }

    [Fact]
    public async Task A_log_that_is_not_there_is_said_at_once() =>
        LineOf(await Pool("").Deaths!.ExplainAsync(Cut, "/a.php", Now, Now)).ShouldEndWith("fpm.log: no such file");

    private long Now => _clock.GetTimestamp();

    private string Log => Path.Combine(_folder.FullName, "fpm.log");

    private static string LineOf(Observation told) => told.Facts.Single(fact => fact.Name == "fpm-log").Value;

    private WorkerPool Pool(string conf) => new Upstream(
        new UpstreamSettings
        {
            Name = "php",
            Servers = ["fastcgi://127.0.0.1:9000"],
            FastCgi = new FastCgiSettings { Root = "/srv", Pool = new FpmPoolSettings { Workers = 2, Log = Log, Find = false, Conf = conf.Length > 0 ? conf : null } },
        },
        _clock).Workers!;

    private void Write(params string[] lines)
    {
        var time = TimeZoneInfo.ConvertTime(_clock.GetUtcNow(), _clock.LocalTimeZone).ToString("dd-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        File.AppendAllText(Log, string.Concat(lines.Select(line => $"[{time}] WARNING: {line} after 4.673525 seconds from start\n")));
    }

    private Task<Observation> AskAsync(WorkerDeaths deaths, string script) => UntilAsync(deaths.ExplainAsync(Cut, script, Now, Now).AsTask());

    // Time goes on when a look has ended, and not while one is under way. Who else asked sees that look too: on a busy machine it is a moment before all of them have.
    private async Task<T> UntilAsync<T>(Task<T> asking)
    {
        while (!asking.IsCompleted && await Task.WhenAny(asking, _clock.TimersAsync(RecentEvents.BetweenLooks, 1)) != asking)
        {
            await Task.Delay(5);
            _clock.Advance(RecentEvents.BetweenLooks);
        }

        return await asking;
    }

    private async Task StepAsync()
    {
        await _clock.TimersAsync(RecentEvents.BetweenLooks, 1);
        _clock.Advance(RecentEvents.BetweenLooks);
    }
}
