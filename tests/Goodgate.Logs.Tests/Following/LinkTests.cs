namespace Goodgate.Logs.Tests.Following;

/// <summary>Logs that are links: containers have them, and logs on a disk for data.</summary>
public sealed class LinkTests
{
    [Fact]
    public void After_a_restart_rotated_files_are_found_beside_what_the_link_leads_to()
    {
        using var folder = new FollowedFolder(before: Linked);
        folder.Write("1\n");
        folder.Look();
        folder.Save();
        folder.Write("2\n");
        folder.Rename("real/error.log", "real/error.log.1");
        folder.Write("3\n", "real/error.log");
        folder.Kill(remembered: 1);
        folder.Look();
        folder.Lines.Order().ShouldBe(["1", "2", "3"]);
        folder.Places.ShouldContain($"{folder.At("real/error.log.1")}:3");
        folder.Told.ShouldBeEmpty();
    }

    [Fact]
    public void Copies_and_compressed_files_beside_it_are_found_too()
    {
        using var folder = new FollowedFolder(before: Linked);
        folder.Write("1\n");
        folder.Look();
        folder.Save();
        folder.Write("2\n");
        File.Copy(folder.At("real/error.log"), folder.At("real/error.log.1"));
        File.WriteAllText(folder.At("real/error.log"), "");
        folder.Write("3\n");
        folder.Look();
        folder.Lines.Order().ShouldBe(["1", "2", "3"]);
        folder.Kill(remembered: 1);
        folder.Compress("real/error.log.1");
        folder.Look();
        folder.Lines.Order().ShouldBe(["1", "2", "3"]);
        folder.Told.ShouldBeEmpty();
    }

    [Fact]
    public void A_link_that_leads_elsewhere_from_now_on_is_read_there_from_its_beginning()
    {
        using var folder = new FollowedFolder(before: Linked);
        folder.Write("1\n");
        folder.Look();
        folder.Write("2\n");
        Directory.CreateDirectory(folder.At("other"));
        folder.Write("3\n", "other/error.log");
        File.Delete(folder.At("a.log"));
        File.CreateSymbolicLink(folder.At("a.log"), folder.At("other/error.log"));
        folder.Look();
        folder.Rename("other/error.log", "other/error.log.1");
        folder.Write("4\n", "other/error.log.1");
        folder.Write("5\n", "other/error.log");
        folder.Look();
        folder.Lines.ShouldBe(["1", "2", "3", "4", "5"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_under_two_names_is_read_once_also_through_its_rotation(bool isHard)
    {
        using var folder = new FollowedFolder();
        folder.FollowAlso("b.log");
        folder.Look();
        folder.Write("1\n");
        Link(folder, isHard);
        folder.Look();
        folder.Write("2\n");
        folder.Look();
        folder.Rename("a.log", "a.log.1");
        folder.Write("3\n", "a.log.1");
        File.Delete(folder.At("b.log"));
        folder.Look();
        folder.Write("4\n");
        Link(folder, isHard);
        folder.Pass(TimeSpan.FromSeconds(2));
        folder.Look();
        folder.Write("5\n");
        folder.Look();
        folder.Lines.ShouldBe(["1", "2", "3", "4", "5"]);
        folder.Told.ShouldAllBe(told => told == $"b.log: it is the same file as {folder.At("a.log")}, where its lines are read; it is tried again");
        folder.Told.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_name_that_gets_a_file_of_its_own_is_followed_again()
    {
        using var folder = new FollowedFolder();
        folder.FollowAlso("b.log");
        folder.Write("1\n");
        Link(folder, isHard: false);
        folder.Look();
        File.Delete(folder.At("b.log"));
        folder.Write("old\n", "b.log");
        folder.Pass(TimeSpan.FromSeconds(2));
        folder.Look();
        folder.Write("2\n", "b.log");
        folder.Look();
        folder.Lines.ShouldContain("2");
    }

    private static void Linked(FollowedFolder folder)
    {
        Directory.CreateDirectory(folder.At("real"));
        folder.Write("old\n", "real/error.log");
        File.CreateSymbolicLink(folder.At("a.log"), "real/error.log");
    }

    private static void Link(FollowedFolder folder, bool isHard)
    {
        if (isHard)
        {
            using var made = System.Diagnostics.Process.Start("ln", [folder.At("a.log"), folder.At("b.log")]);
            made.WaitForExit();
        }
        else
        {
            File.CreateSymbolicLink(folder.At("b.log"), folder.At("a.log"));
        }
    }
}
