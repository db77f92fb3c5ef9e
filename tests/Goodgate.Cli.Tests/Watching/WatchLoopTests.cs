using Goodgate.Cli.Showing;
using Goodgate.Cli.Watching;
using Goodgate.Logs.Running;
using Goodgate.Logs.Watching;

namespace Goodgate.Cli.Tests.Watching;

/// <summary>What ends a watch, and what it keeps whatever ended it.</summary>
public sealed class WatchLoopTests
{
    private const string Access = "203.0.113.7 - - [28/Nov/2026:09:00:00 +0000] \"GET /a HTTP/1.1\" 502 157 \"-\" \"test\"\n";

    [Fact]
    public async Task What_was_read_is_told_and_kept_also_when_something_breaks()
    {
        await using var called = new Called();
        var session = called.Session with { Time = new HeldClock() };
        var log = called.Write("access.log", "");
        var data = Directory.CreateDirectory(Path.Combine(called.Folder, "data")).FullName;
        await using var outlets = WatchOutlets.Start(null, session.Time);
        var memory = WatchMemory.Read(data, out _);
        using var watch = new LogWatch(new LogOptions { Now = session.Time.GetUtcNow() }, memory, session.Time);
        watch.Follow("access.log", log, fromStart: false);
        var loop = new WatchLoop(watch, memory, outlets, new WatchScreen(json: false, session), session);
        var probes = WatchProbes.Read(new WatchOptions { Logs = [], Format = Goodgate.Logs.Lines.FormatChoice.Detect }, [], session)!;
        var running = loop.RunAsync(probes, null, () => throw new NotSupportedException("a search that breaks"));

        // The clock stands still: nothing is due, neither telling (an access line waits for its error line) nor keeping.
        for (var i = 0; watch.Counts.Lines == 0; i++)
        {
            i.ShouldBeLessThan(600);
            await File.AppendAllTextAsync(log, Access);
            await Task.Delay(100);
        }

        Kept(data, session).ShouldBe(0);
        called.Out.ToString().ShouldBeEmpty();
        ((HeldClock)session.Time).Pass(TimeSpan.FromMinutes(1));
        await Should.ThrowAsync<NotSupportedException>(running);
        called.Out.ToString().ShouldContain("undetermined");
        Kept(data, session).ShouldBe(watch.Counts.Lines);
    }

    [Fact]
    public async Task It_ends_when_nobody_reads_what_it_says()
    {
        await using var called = new Called();
        var log = called.Write("error.log", "");
        using var piped = new Child("sh", ["-c", "\"$0\" watch --log \"$1\" --from-start | head -1", Child.ProgramFile, log]);
        await piped.Error.LineWithAsync("1 log: read from the beginning");
        await File.AppendAllTextAsync(log, "2026/11/28 09:00:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: a.test, request: \"GET /a HTTP/1.1\", upstream: \"http://10.0.0.7:80/a\", host: \"a.test\"\n");
        (await piped.ExitAsync()).ShouldBe(0);
        piped.Out.ToString().ShouldContain("connect-refused");
    }

    [Fact]
    public async Task A_full_disk_behind_standard_output_is_said_once_and_ends_nothing()
    {
        await using var called = new Called();
        await using var full = new FullDisk();
        var screen = new WatchScreen(json: true, called.Session with { Terminal = called.Session.Terminal with { Out = new Screen(full, isTerminal: false, colours: false) } });
        var news = new BurstNews(BurstStage.Begins, new Burst());
        screen.Tell(news, DateTimeOffset.UnixEpoch);
        screen.Tell(news, DateTimeOffset.UnixEpoch);
        called.Error.Lines.ShouldHaveSingleItem().ShouldContain("standard output cannot be written: the disk is full: make room");
    }

    // As a file on such a disk: ENOSPC.
    private sealed class FullDisk : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void WriteLine(string? value) => throw new IOException("No space left on device", 28);
    }

    // What the next run would go on with.
    private static long Kept(string data, Session session)
    {
        using var next = new LogWatch(new LogOptions { Now = session.Time.GetUtcNow() }, WatchMemory.Read(data, out _), session.Time);
        return next.Counts.Lines;
    }

    // Timers run; the clocks stand until they are moved.
    private sealed class HeldClock : TimeProvider
    {
        private long _passed = TimeSpan.FromDays(1).Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero).AddTicks(Volatile.Read(ref _passed));

        public override long GetTimestamp() => Volatile.Read(ref _passed);

        public void Pass(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);
    }
}
