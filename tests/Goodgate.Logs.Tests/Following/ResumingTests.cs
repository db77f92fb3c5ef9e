namespace Goodgate.Logs.Tests.Following;

/// <summary>What was written, moved, copied and compressed while nobody looked.</summary>
public sealed class ResumingTests
{
    private static readonly string[] OneToSix = ["1", "2", "3", "4", "5", "6"];

    [Fact]
    public void It_goes_on_where_it_stopped()
    {
        using var folder = Started();
        folder.Write("2\n");
        folder.Kill(remembered: 1);
        folder.Write("3\n");
        folder.Look();
        folder.Lines.ShouldBe(["1", "2", "3"]);
        folder.Places[^1].ShouldBe("a.log:4");
    }

    [Fact]
    public void What_was_read_and_not_saved_is_read_again()
    {
        using var folder = Started();
        folder.Write("2\n");
        folder.Look();
        folder.Kill(remembered: 1);
        folder.Look();
        folder.Lines.ShouldBe(["1", "2"]);
    }

    [Fact]
    public void Several_renames_are_caught_up_with_in_order()
    {
        using var folder = Started();
        folder.Write("2\n");
        folder.Rename("a.log", "a.log.1");
        folder.Write("3\n4\n");
        folder.Rename("a.log.1", "a.log.2");
        folder.Rename("a.log", "a.log.1");
        folder.Write("5\n");
        folder.Rename("a.log.2", "a.log.3");
        folder.Rename("a.log.1", "a.log.2");
        folder.Rename("a.log", "a.log.1");
        folder.Write("6\n");
        folder.Kill(remembered: 1);
        folder.Look();
        folder.Lines.Order().ShouldBe(OneToSix);
        folder.Told.ShouldBeEmpty();
    }

    [Fact]
    public void Several_copies_are_caught_up_with()
    {
        using var folder = Started();
        folder.Write("2\n");
        folder.CopyTruncate("a.log.3");
        folder.Write("3\n4\n");
        folder.CopyTruncate("a.log.2");
        folder.Write("5\n");
        folder.CopyTruncate("a.log.1");
        folder.Write("6\n");
        folder.Kill(remembered: 1);
        folder.Look();
        folder.Lines.Order().ShouldBe(OneToSix);
        folder.Told.ShouldBeEmpty();
    }

    [Fact]
    public void Compressed_ones_are_read_from_where_it_stopped()
    {
        using var folder = Started();
        folder.Write("2\n");
        folder.Rename("a.log", "a.log.2");
        folder.Compress("a.log.2");
        folder.Write("3\n4\n5\n");
        folder.Rename("a.log", "a.log.1");
        folder.Compress("a.log.1");
        folder.Write("6\n");
        folder.Kill(remembered: 1);
        folder.Look();
        folder.Lines.Order().ShouldBe(OneToSix);
        folder.Places.ShouldContain("a.log.2.gz:3");
        folder.Look();
        folder.Save();
        folder.Rename("a.log.2.gz", "a.log.3.gz");
        folder.Kill(remembered: 6);
        folder.Look();
        folder.Lines.Count.ShouldBe(6);
    }

    [Fact]
    public void Compressing_under_way_gives_nothing_twice()
    {
        using var folder = Started();
        folder.Rename("a.log", "a.log.1");
        folder.Write("2\n");
        folder.Look();
        folder.Save();
        folder.Compress("a.log.1", deletes: false);
        folder.Look();
        var whole = File.ReadAllBytes(folder.At("a.log.1.gz"));
        File.WriteAllBytes(folder.At("a.log.1.gz"), whole[..^6]);
        File.Delete(folder.At("a.log.1"));
        folder.Kill(remembered: 2);
        folder.Look();
        File.WriteAllBytes(folder.At("a.log.1.gz"), whole);
        folder.Look();
        folder.Lines.ShouldBe(["1", "2"]);
        folder.Told.ShouldBeEmpty();
    }

    [Fact]
    public void A_copy_made_while_the_log_was_empty_to_it_is_found()
    {
        using var folder = Started();
        folder.CopyTruncate("a.log.2");
        folder.Look();
        folder.Save();
        folder.Write("2\n3\n");
        folder.CopyTruncate("a.log.1");
        folder.Write("4\n");
        folder.Kill(remembered: 1);
        folder.Look();
        folder.Lines.Order().ShouldBe(["1", "2", "3", "4"]);
    }

    [Fact]
    public void Rotated_files_from_before_it_first_began_are_not_read()
    {
        using var folder = new FollowedFolder(before: one =>
        {
            one.Write("older\n", "a.log.2");
            one.Compress("a.log.2");
            one.Write("old\n", "a.log.1");
            one.Write("x\n");
        });
        folder.Rename("a.log.2.gz", "a.log.3.gz");
        folder.Compress("a.log.1");
        folder.Rename("a.log.1.gz", "a.log.2.gz");
        folder.Rename("a.log", "a.log.1");
        folder.Write("1\n");
        folder.Kill(remembered: 0);
        folder.Look();
        folder.Look();
        folder.Lines.ShouldBe(["1"]);
    }

    [Fact]
    public void The_number_of_a_deleted_file_given_to_the_next_one_fools_nobody()
    {
        using var folder = Started();
        for (var i = 2; i <= 6; i++)
        {
            // The oldest is deleted, and on many file systems its number comes back at once.
            File.Delete(folder.At("a.log.1"));
            folder.Rename("a.log", "a.log.1");
            folder.Write($"{i}\n");
            folder.Kill(remembered: i - 1);
            folder.Look();
            folder.Save();
        }

        folder.Lines.ShouldBe(OneToSix);
    }

    [Fact]
    public void A_file_that_is_gone_is_said()
    {
        using var folder = Started();
        folder.Write("2\n");
        File.Delete(folder.At("a.log"));
        folder.Write("3\n");
        folder.Kill(remembered: 1);
        folder.Look();
        folder.Lines.ShouldBe(["1", "3"]);
        folder.Told.ShouldHaveSingleItem().ShouldContain("read up to line 2 is gone");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_that_begin_alike_are_told_apart_by_their_numbers(bool killed)
    {
        using var folder = new FollowedFolder(before: one => one.Write(""));
        folder.Write("e\n");
        folder.Look();
        folder.Save();
        folder.Rename("a.log", "a.log.1");
        folder.Write("e\n");
        folder.Write("1\n2\n3\n4\n", "a.log.1");
        folder.Write("5\n6\n");
        if (killed)
        {
            folder.Kill(remembered: 1);
        }

        folder.Look();
        folder.Lines.Order().ShouldBe(["1", "2", "3", "4", "5", "6", "e", "e"]);
    }

    [Fact]
    public void What_is_longer_than_a_compressed_file_is_no_copy_of_it()
    {
        using var folder = new FollowedFolder(before: one => one.Write(""));
        var banner = string.Concat(Enumerable.Repeat(new string('x', 50) + "\n", 30));
        folder.Write(banner);
        folder.Look();
        folder.Save();
        folder.Rename("a.log", "a.log.2");
        folder.Compress("a.log.2");
        folder.Write("y\n");
        folder.Kill(remembered: 30);
        folder.Look();
        folder.Save();
        folder.Write(banner + "1\n2\n", "a.log.1");
        folder.Kill(remembered: 31);
        folder.Look();
        folder.Lines.Count.ShouldBe(63);
        folder.Lines.ShouldContain("2");
    }

    [Fact]
    public void A_log_that_is_away_for_long_is_not_forgotten()
    {
        using var folder = Started();
        folder.Rename("a.log", "away");
        for (var i = 0; i < 3; i++)
        {
            folder.Kill(remembered: 1);
            folder.Look();
            folder.Save();
            folder.Pass(TimeSpan.FromMinutes(11));
        }

        folder.Rename("away", "a.log");
        folder.Write("2\n");
        folder.Look();
        folder.Lines.ShouldBe(["1", "2"]);
        folder.Told.ShouldBeEmpty();
    }

    // One line read, and that saved.
    private static FollowedFolder Started()
    {
        var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("1\n");
        folder.Look();
        folder.Save();
        return folder;
    }
}
