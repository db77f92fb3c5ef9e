using System.Diagnostics;

namespace Goodgate.Logs.Tests.Following;

/// <summary>One log, followed while it is written, moved, copied and removed.</summary>
public sealed class FollowerTests
{
    [Fact]
    public void It_begins_at_the_end_and_reads_what_comes()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old 1\nold 2\n"));
        folder.Write("1\n2\n");
        folder.Look();
        folder.Look();
        folder.Lines.ShouldBe(["1", "2"]);
        folder.Places.ShouldBe(["a.log:3", "a.log:4"]);
    }

    [Fact]
    public void From_the_start_it_reads_what_is_there()
    {
        using var folder = new FollowedFolder(fromStart: true, before: one => one.Write("1\n2\n"));
        folder.Lines.ShouldBe(["1", "2"]);
    }

    [Fact]
    public void A_line_counts_when_it_is_whole()
    {
        using var folder = new FollowedFolder(before: one => one.Write("half of an ol"));
        folder.Write("d line\nhalf");
        folder.Look();
        folder.Lines.ShouldBe(["half of an old line"]);
        folder.Write(" a line\n");
        folder.Look();
        folder.Lines.ShouldBe(["half of an old line", "half a line"]);
    }

    [Fact]
    public void A_log_that_is_not_there_yet_is_read_from_its_beginning()
    {
        using var folder = new FollowedFolder();
        folder.Write("1\n");
        folder.Look();
        folder.Lines.ShouldBe(["1"]);
        folder.Told.ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_log_is_followed()
    {
        using var folder = new FollowedFolder(before: one => one.Write(""));
        folder.Look();
        folder.Write("1\n");
        folder.Look();
        folder.Lines.ShouldBe(["1"]);
    }

    [Fact]
    public void After_a_rename_the_old_file_is_finished_and_the_new_one_read_from_its_beginning()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("1\n");
        folder.Look();
        folder.Write("2\n");
        folder.Rename("a.log", "a.log.1");
        folder.Write("3\n", "a.log.1");
        folder.Look();
        folder.Write("4\n", "a.log.1");
        folder.Look();
        folder.Write("6\n");
        folder.Write("5\n", "a.log.1");
        folder.Look();
        folder.Write("7\n");
        folder.Look();
        folder.Lines.ShouldBe(["1", "2", "3", "4", "5", "6", "7"]);
        folder.Places[^1].ShouldBe("a.log:2");
        folder.Places[4].ShouldBe("a.log.1:6");
    }

    [Fact]
    public void A_writer_that_does_not_notice_the_rename_is_followed_for_a_minute_and_its_last_half_line_taken()
    {
        using var folder = new FollowedFolder(before: one => one.Write(""));
        folder.Write("1\n");
        folder.Look();
        folder.Rename("a.log", "a.log.1");
        folder.Write("new\n");
        folder.Look();
        folder.Pass(TimeSpan.FromSeconds(59));
        folder.Write("2\nhalf", "a.log.1");
        folder.Look();
        folder.Lines.ShouldBe(["1", "new", "2"]);
        folder.Pass(TimeSpan.FromSeconds(61));
        folder.Look();
        folder.Lines.ShouldBe(["1", "new", "2", "half"]);
        folder.Look();
        folder.Lines.Count.ShouldBe(4);
    }

    [Fact]
    public void After_copytruncate_the_rest_is_read_from_the_copy()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("1\n");
        folder.Look();
        folder.Write("2\n3\n");
        folder.CopyTruncate("a.log.1");
        folder.Write("4\n");
        folder.Look();
        folder.Lines.Order().ShouldBe(["1", "2", "3", "4"]);
        folder.Look();
        folder.Lines.Count.ShouldBe(4);
        folder.Told.ShouldBeEmpty();
    }

    [Fact]
    public void A_log_that_was_emptied_and_is_longer_than_before_is_not_taken_for_the_old_one()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("1\n");
        folder.Look();
        folder.CopyTruncate("a.log-20261128");
        folder.Write("2\n3\n4\n5\n6\n7\n8\n9\n");
        folder.Look();
        folder.Lines.ShouldBe(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    }

    [Fact]
    public void A_copy_under_way_is_not_read()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("1\n2\n");
        folder.Look();
        folder.Write("old\n1", "a.log.1");
        folder.Look();
        folder.Write("\n2\n", "a.log.1");
        folder.Look();
        folder.Lines.ShouldBe(["1", "2"]);
    }

    [Fact]
    public void Emptied_without_a_copy_it_goes_on_and_says_so()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        File.WriteAllText(folder.At("a.log"), "");
        folder.Write("1\n");
        folder.Look();
        folder.Lines.ShouldBe(["1"]);
        folder.Told.ShouldHaveSingleItem().ShouldContain("no copy of it stands beside it");
    }

    [Fact]
    public void Deleted_and_made_again_it_is_read_from_its_beginning()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("1\n");
        File.Delete(folder.At("a.log"));
        folder.Look();
        folder.Write("2\n");
        folder.Look();
        folder.Lines.ShouldBe(["1", "2"]);
    }

    [Fact]
    public void A_program_that_writes_on_behind_a_hole_loses_nothing()
    {
        using var folder = new FollowedFolder(before: one => one.Write(new string('x', 5000) + "\n"));
        folder.CopyTruncate("a.log.1");
        using (var file = new FileStream(folder.At("a.log"), FileMode.Open, FileAccess.Write))
        {
            file.Seek(5001, SeekOrigin.Begin);
            file.Write("1\n"u8);
        }

        folder.Look();
        folder.Lines.ShouldBe(["1"]);
    }

    [Fact]
    public void A_line_without_end_is_cut_and_passed_over()
    {
        using var folder = new FollowedFolder(before: one => one.Write(""));
        folder.Write(new string('x', 600_000));
        folder.Look();
        folder.Save();
        folder.Kill(remembered: 1);
        folder.Write(new string('x', 10) + "\n1\n");
        folder.Look();
        folder.Lines.ShouldBe(["262144 bytes, cut", "1"]);
        folder.Places[^1].ShouldBe("a.log:2");
    }

    [Fact]
    public void Names_of_other_logs_are_left_alone()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("x\n", "a.log-ssl_log");
        folder.Write("x\n", "a-admin.log");
        folder.Write("x\n", "a-1.log");
        folder.Write("x\n", "a-443.log");
        folder.Write("x\n", "ba.log.1");
        folder.Write("1\n", "a-20261128.log");
        folder.Look();
        folder.Lines.ShouldBe(["1"]);
    }

    [Theory]
    [InlineData("a-1.log")]
    [InlineData("a_2.log")]
    [InlineData("a-443.log")]
    [InlineData("a-10.0.0.7.log")]
    public void A_log_with_a_number_in_its_name_is_another_log(string other)
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("x\n", other);
        folder.Look();
        folder.Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a-20261128.log")]
    [InlineData("a-2026112809.log")]
    [InlineData("a-2026-11-28T09-50-59.123.log")]
    [InlineData("a__2026-11-28_00-00-00.log")]
    [InlineData("a.1.log")]
    public void A_rotated_file_may_keep_the_extension(string rotated)
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("1\n", rotated);
        folder.Look();
        folder.Lines.ShouldBe(["1"]);
    }

    [Fact]
    public void A_log_that_is_followed_is_nobodys_rotated_file()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("", "a.log.1");
        File.CreateSymbolicLink(folder.At("b.log"), folder.At("a-20261128.log"));
        folder.Write("old\n", "a-20261128.log");
        folder.FollowAlso("a.log.1");
        folder.FollowAlso("b.log");
        folder.Look();
        folder.Write("1\n", "a.log.1");
        folder.Write("2\n", "a-20261128.log");
        folder.Write("x", "other");
        folder.Look();
        folder.Look();
        folder.Lines.Order().ShouldBe(["1", "2"]);
    }

    [Fact]
    public void Zeros_at_the_end_are_what_was_not_written_yet()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("1\n");
        folder.Look();
        using (var file = new FileStream(folder.At("a.log"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(file.Length + 2);
            folder.Look();
            folder.Lines.ShouldBe(["1"]);
            file.Seek(-2, SeekOrigin.End);
            file.Write("2\n"u8);
        }

        folder.Look();
        folder.Write("3\n");
        folder.Look();
        folder.Lines.ShouldBe(["1", "2", "3"]);
        folder.Told.ShouldBeEmpty();
    }

    [Fact]
    public void A_pipe_in_its_place_holds_nobody_up_and_is_told_once()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        File.Delete(folder.At("a.log"));
        using (var made = Process.Start("mkfifo", [folder.At("a.log")]))
        {
            made.WaitForExit();
        }

        folder.Look();
        folder.Look();
        folder.Told.ShouldHaveSingleItem().ShouldBe("a.log: it is a named pipe; it is tried again");
        File.Delete(folder.At("a.log"));
        folder.Write("1\n");
        folder.Pass(TimeSpan.FromSeconds(2));
        folder.Look();
        folder.Lines.ShouldBe(["1"]);
    }
}
