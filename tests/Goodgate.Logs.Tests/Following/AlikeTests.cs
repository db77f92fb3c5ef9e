using Goodgate.Logs.Following;

namespace Goodgate.Logs.Tests.Following;

/// <summary>Files that begin alike, copies that somebody made, and many files.</summary>
public sealed class AlikeTests
{
    private static readonly string Banner = string.Concat(Enumerable.Repeat(new string('x', 59) + "\n", 25));

    [Fact]
    public void What_is_longer_than_the_file_that_was_read_is_no_copy_of_it()
    {
        using var folder = new FollowedFolder(before: one => one.Write(""));
        folder.Write("e\n");
        folder.Look();
        folder.Save();
        folder.Rename("a.log", "a.log.2");
        folder.Write("e\n1\n", "a.log.1");
        folder.Write("e\n2\n");
        folder.Kill(remembered: 1);
        folder.Look();
        folder.Look();
        folder.Lines.Order().ShouldBe(["1", "2", "e", "e", "e"]);
    }

    [Fact]
    public void What_is_shorter_and_ends_otherwise_is_no_older_copy()
    {
        using var folder = new FollowedFolder(before: one => one.Write(""));
        folder.Write(Banner + "1\n2\n3\n");
        folder.Look();
        folder.Save();
        folder.Rename("a.log", "a.log.2");
        folder.Write(Banner + "4\n", "a.log.1");
        folder.Write(Banner + "5\n6\n7\n8\n");
        folder.Kill(remembered: 28);
        folder.Look();
        folder.Look();
        folder.Lines.Where(line => line[0] != 'x').Order().ShouldBe(["1", "2", "3", "4", "5", "6", "7", "8"]);
    }

    [Fact]
    public void Somebodys_own_copy_is_not_read_when_the_file_it_was_made_of_is_gone()
    {
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        folder.Write("1\n2\n");
        folder.Look();
        File.Copy(folder.At("a.log"), folder.At("a.log-20261128"));
        File.SetLastWriteTimeUtc(folder.At("a.log-20261128"), new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        folder.Write("3\n");
        folder.Look();
        folder.Rename("a.log", "a.log.1");
        folder.Write("4\n");
        folder.Look();
        File.Delete(folder.At("a.log.1"));
        for (var i = 0; i < 4; i++)
        {
            folder.Write("x", "other");
            folder.Pass(TimeSpan.FromMinutes(11));
            folder.Look();
        }

        folder.Lines.ShouldBe(["1", "2", "3", "4"]);
    }

    [Fact]
    public void Hundreds_of_rotated_files_are_all_known()
    {
        using var folder = new FollowedFolder(before: one =>
        {
            one.Write("x\n");
            for (var i = 1; i <= 700; i++)
            {
                one.Write($"{i}\n", $"a.log.{i}");
            }
        });
        for (var i = 1; i <= 400; i++)
        {
            File.Delete(folder.At($"a.log.{i}"));
        }

        folder.Look();
        folder.Look();
        folder.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void A_log_that_is_not_read_through_has_its_end_and_no_numbers()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i}\n")) + "half");
        using (var file = LinuxFiles.Open(path, out var facts)!)
        {
            var mark = FirstMark.AtEnd(file, facts, counts: false);
            (mark.Position, mark.Lines).ShouldBe((facts.Length - 4, null));
            FirstMark.AtEnd(file, facts, counts: true).Lines.ShouldBe(100_000);
        }

        File.Delete(path);
    }
}
