using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Observing.Lines;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Observing;

public sealed class AccessLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-access-").FullName;
    private readonly ManualClock _clock = new();

    private string Path => System.IO.Path.Combine(_folder, "access.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Stopping_writes_all_that_is_queued()
    {
        using var log = Open(Path);
        log.Start();
        for (var i = 0; i < 50; i++)
        {
            log.Add(Samples.Record with { RequestId = $"r{i}" });
        }

        await log.StopAsync(CancellationToken.None);
        (await File.ReadAllLinesAsync(Path)).Length.ShouldBe(50);
        log.Written.ShouldBe(50);
    }

    [Fact]
    public void Lines_are_appended_to_what_is_there()
    {
        File.WriteAllText(Path, "before\n");
        using var log = Open(Path);
        Pump(log, "one");
        File.ReadAllLines(Path).ShouldBe(["before", Line("one")]);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_file_is_closed_to_others()
    {
        using var log = Open(Path);
        (File.GetUnixFileMode(Path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite)).ShouldBe(UnixFileMode.None);
        File.GetUnixFileMode(Path).HasFlag(UnixFileMode.UserRead | UnixFileMode.UserWrite).ShouldBeTrue();
    }

    [Fact]
    public void After_a_rename_lines_follow_the_old_file_until_reopened()
    {
        using var log = Open(Path);
        Pump(log, "one");
        File.Move(Path, Path + ".1");
        Pump(log, "two");
        log.Reopen();
        Pump(log, "three");
        File.ReadAllLines(Path + ".1").ShouldBe([Line("one"), Line("two")]);
        File.ReadAllLines(Path).ShouldBe([Line("three")]);
    }

    [Fact]
    public void A_file_cut_to_nothing_goes_on_at_its_beginning()
    {
        using var log = Open(Path);
        Pump(log, "one");
        using (var cut = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            cut.SetLength(0);
        }

        Pump(log, "two");
        File.ReadAllLines(Path).ShouldBe([Line("two")]);
    }

    [Fact]
    public void A_full_disk_costs_lines_and_is_reported_once_a_minute()
    {
        var said = new List<string>();
        using var log = OpenOnFullDisk(said.Add);
        Pump(log, "one");
        Pump(log, "two");
        log.Failed.ShouldBe(2);
        said.ShouldHaveSingleItem().ShouldContain("link.log");
        _clock.Advance(TimeSpan.FromSeconds(61));
        Pump(log, "three");
        said.Count.ShouldBe(2);
        said[1].ShouldContain("2 lines lost, 3 since the start");
        log.Written.ShouldBe(0);
    }

    [Fact]
    public void When_the_disk_has_room_again_lines_are_written_again_and_it_says_so()
    {
        var said = new List<string>();
        using var log = OpenOnFullDisk(said.Add);
        Pump(log, "one");
        File.Delete(Link);
        File.CreateSymbolicLink(Link, Path);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Pump(log, "two");
        File.ReadAllLines(Path).ShouldBe([Line("two")]);
        log.Written.ShouldBe(1);
        said.Count.ShouldBe(2);
        said[1].ShouldContain("written again");
    }

    [Fact]
    public void A_listener_that_throws_does_not_end_the_log()
    {
        using var log = OpenOnFullDisk(_ => throw new InvalidOperationException("listener"));
        Pump(log, "one");
        log.Failed.ShouldBe(1);
    }

    [Fact]
    public void What_is_too_much_to_wait_is_dropped_and_counted()
    {
        using var log = Open(Path);
        var large = Samples.Record with { Target = new string('/', 1024 * 1024) };
        for (var i = 0; i < 18; i++)
        {
            log.Add(large);
        }

        var said = new List<string>();
        log.Trouble = said.Add;
        log.Pump();
        log.Written.ShouldBe(15, "16 MiB and no more");
        log.Dropped.ShouldBe(3);
        said.ShouldHaveSingleItem().ShouldContain("3 lines lost");
    }

    [Fact]
    public void A_path_that_cannot_be_opened_is_refused_with_the_remedy() =>
        Should.Throw<ArgumentException>(() => Open(System.IO.Path.Combine(_folder, "missing", "access.log"))).Message.ShouldContain("its directory does not exist. Create it, and let this user write there.");

    [Fact]
    public void An_unknown_format_is_refused() =>
        Should.Throw<ArgumentException>(() => new AccessLog(new AccessLogSettings { Path = Path, Format = "xml" }, _clock)).Message.ShouldContain("json, combined");

    [Fact]
    public void Combined_is_chosen_by_name()
    {
        using var log = new AccessLog(new AccessLogSettings { Path = Path, Format = "combined" }, _clock);
        Pump(log, "one");
        File.ReadAllText(Path).ShouldStartWith("192.0.2.7 - - [");
    }

    private string Link => System.IO.Path.Combine(_folder, "link.log");

    // /dev/full answers every write with ENOSPC (full(4)).
    private AccessLog OpenOnFullDisk(Action<string> trouble)
    {
        File.CreateSymbolicLink(Link, "/dev/full");
        var log = Open(Link);
        log.Trouble = trouble;
        return log;
    }

    private AccessLog Open(string path) => new(new AccessLogSettings { Path = path }, _clock);

    private static void Pump(AccessLog log, string id)
    {
        log.Add(Samples.Record with { RequestId = id });
        log.Pump();
    }

    private static string Line(string id)
    {
        var format = new JsonFormat();
        var lines = new LineBuffer();
        format.Write(Samples.Record with { RequestId = id }, lines);
        return System.Text.Encoding.ASCII.GetString(lines.Written).TrimEnd('\n');
    }
}
