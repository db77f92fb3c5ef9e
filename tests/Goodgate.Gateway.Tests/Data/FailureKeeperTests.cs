using System.Text.Json;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Gateway.Tests.Observing;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Tests.Data;

public sealed class FailureKeeperTests : IDisposable
{
    private readonly string _around = Directory.CreateTempSubdirectory("goodgate-data-").FullName;
    private readonly ManualClock _clock = new();
    private readonly List<string> _said = [];

    private string Folder => Path.Combine(_around, "data");

    private string Current => FailureFiles.Current(Folder);

    public void Dispose() => Directory.Delete(_around, recursive: true);

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Failures_are_kept_one_a_line_and_news_are_not()
    {
        using var keeper = Open();
        Keep(keeper, Samples.Refused("a"), Samples.Left("b"), Samples.Refused("c"));
        File.ReadAllLines(Current).Select(line => JsonElement.Parse(line).GetProperty("request_id").GetString()).ShouldBe(["a", "c"]);
        File.GetUnixFileMode(Current).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        keeper.Written.ShouldBe(2);
    }

    [Fact]
    public void Whatever_a_peer_sent_the_file_is_ASCII()
    {
        using var keeper = Open();
        var hostile = new string([.. Enumerable.Range(0, 256).Select(value => (char)value), '\u202e', '\ud800']);
        var refused = Samples.Refused("a");
        Keep(keeper, refused with { Observation = refused.Observation with { Host = hostile, Target = hostile, Method = hostile } });
        File.ReadAllBytes(Current).ShouldAllBe(value => value == '\n' || (value >= ' ' && value <= '~'));
        File.ReadAllLines(Current).ShouldHaveSingleItem();
    }

    [Fact]
    public void Two_files_of_bounded_size_hold_the_newest()
    {
        using var keeper = Open();
        var kept = 0;
        for (var round = 0; !File.Exists(FailureFiles.Older(Folder)) || new FileInfo(Current).Length < FailureFiles.MaxBytes / 2; round++)
        {
            round.ShouldBeLessThan(100);
            Keep(keeper, [.. Enumerable.Range(kept, 500).Select(i => Samples.Refused($"r{i}"))]);
            kept += 500;
        }

        Directory.GetFiles(Folder).Length.ShouldBe(3, "two files and the lock");
        new FileInfo(FailureFiles.Older(Folder)).Length.ShouldBeInRange(FailureFiles.MaxBytes - (2 * 1024 * 1024), FailureFiles.MaxBytes);
        var read = FailureHistory.Read(Folder, int.MaxValue);
        read.Unreadable.ShouldBe(0);
        read.Failures.Count.ShouldBe(kept);
        read.Failures[0].Observation.RequestId.ShouldBe($"r{kept - 1}");
        read.Failures[^1].Observation.RequestId.ShouldBe("r0");
        keeper.Failed.ShouldBe(0);
    }

    [Fact]
    public void A_full_disk_costs_failures_and_is_said_once_until_it_is_over()
    {
        // /dev/full answers every write with ENOSPC (full(4)).
        Directory.CreateDirectory(Folder);
        using var keeper = Open();
        File.Delete(Current);
        File.CreateSymbolicLink(Current, "/dev/full");
        keeper.Reopen();
        for (var i = 0; i < 5; i++)
        {
            Keep(keeper, Samples.Refused());
            _clock.Advance(TimeSpan.FromHours(1));
        }

        keeper.Failed.ShouldBe(5);
        _said.ShouldHaveSingleItem().ShouldStartWith($"data folder {Folder}: ");
        _said[0].ShouldContain("1 failures not kept");
        _said[0].ShouldContain("Traffic is not affected");
        File.Delete(Current);
        Keep(keeper, Samples.Refused("after"));
        keeper.Written.ShouldBe(1);
        _said.Count.ShouldBe(2);
        _said[1].ShouldContain("written again; 4 failures not kept, 5 since the start");
    }

    [Fact]
    public void A_deleted_folder_costs_failures_until_somebody_makes_it_again()
    {
        using var keeper = Open();
        Keep(keeper, Samples.Refused("a"));
        Directory.Delete(Folder, recursive: true);
        Keep(keeper, Samples.Refused("b"));
        Keep(keeper, Samples.Refused("c"));
        keeper.Failed.ShouldBe(2);
        _said.ShouldHaveSingleItem();
        Directory.CreateDirectory(Folder);
        Keep(keeper, Samples.Refused("d"));
        FailureHistory.Read(Folder, 10).Failures.ShouldHaveSingleItem().Observation.RequestId.ShouldBe("d");
    }

    [Fact]
    public void A_file_somebody_deleted_is_made_anew()
    {
        using var keeper = Open();
        Keep(keeper, Samples.Refused("a"));
        File.Delete(Current);
        Keep(keeper, Samples.Refused("b"));
        FailureHistory.Read(Folder, 10).Failures.ShouldHaveSingleItem().Observation.RequestId.ShouldBe("b");
        keeper.Failed.ShouldBe(0);
    }

    [Fact]
    public void A_torn_last_line_costs_no_other()
    {
        using (var first = Open())
        {
            Keep(first, Samples.Refused("a"), Samples.Refused("b"));
        }

        var whole = File.ReadAllBytes(Current);
        File.WriteAllBytes(Current, whole[..^40]);
        var log = new VerdictLog(new BoundedQueue<Verdict>(10));
        using var keeper = Open(log);
        keeper.Unreadable.ShouldBe(1);
        log.Find(new VerdictQuery()).ShouldHaveSingleItem().Observation.RequestId.ShouldBe("a");
        Keep(keeper, Samples.Refused("c"));
        FailureHistory.Read(Folder, 10).Failures.Select(one => one.Observation.RequestId).ShouldBe(["c", "a"]);
    }

    [Fact]
    public void A_storm_drops_and_counts()
    {
        using var keeper = Open();
        Keep(keeper, [.. Enumerable.Repeat(Samples.Refused(), 5_000)]);
        keeper.Written.ShouldBeInRange(800, 3_000);
        keeper.Dropped.ShouldBe(5_000 - keeper.Written);
        new FileInfo(Current).Length.ShouldBeLessThanOrEqualTo(2 * 1024 * 1024);
        _said.ShouldBeEmpty("the metrics count them");
    }

    [Fact]
    public void A_file_that_cannot_be_written_or_read_is_named()
    {
        Directory.CreateDirectory(Current);
        Should.Throw<DataFolderException>(() => Open()).Message.ShouldContain("failures.jsonl in it cannot be written");
        Directory.Delete(Current);
        Open().Dispose();
    }

    [Fact]
    public void Without_a_folder_nothing_is_kept()
    {
        using var keeper = new FailureKeeper(_clock);
        Keep(keeper, Samples.Refused());
        (keeper.Written + keeper.Failed + keeper.Dropped).ShouldBe(0);
    }

    private FailureKeeper Open(VerdictLog? log = null)
    {
        var keeper = new FailureKeeper(_clock) { Trouble = _said.Add };
        try
        {
            keeper.Prepare(Folder, log ?? new VerdictLog(new BoundedQueue<Verdict>(10))).Apply();
        }
        catch
        {
            keeper.Dispose();
            throw;
        }

        keeper.Pump();
        return keeper;
    }

    private static void Keep(FailureKeeper keeper, params Verdict[] verdicts)
    {
        foreach (var verdict in verdicts)
        {
            keeper.Keep(verdict);
        }

        keeper.Pump();
    }
}
