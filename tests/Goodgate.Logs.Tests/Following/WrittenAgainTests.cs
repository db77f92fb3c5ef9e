namespace Goodgate.Logs.Tests.Following;

/// <summary>Rotated files that somebody writes into after all: a program that was not told of the rotation, or that puts the date into its names.</summary>
public sealed class WrittenAgainTests
{
    [Fact]
    public void A_rotated_file_that_was_let_go_is_read_on_when_it_grows()
    {
        using var folder = new FollowedFolder();
        folder.Write("1\n");
        folder.Look();
        folder.Rename("a.log", "a.log.1");
        folder.Write("2\n");

        // No name changes any more: the folder is not listed again.
        Directory.SetLastWriteTimeUtc(folder.Folder, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        for (var minutes = 0; minutes < 5; minutes++)
        {
            folder.Look();
            folder.Pass(TimeSpan.FromMinutes(1));
        }

        folder.Look();
        folder.Write("3\n", "a.log.1");
        folder.Pass(TimeSpan.FromSeconds(2));
        folder.Look();
        folder.Lines.ShouldBe(["1", "2", "3"]);
        folder.Told.ShouldBeEmpty();
    }
}
