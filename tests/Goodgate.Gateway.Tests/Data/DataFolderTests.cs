using Goodgate.Gateway.Data;

namespace Goodgate.Gateway.Tests.Data;

public sealed class DataFolderTests : IDisposable
{
    private readonly string _around = Directory.CreateTempSubdirectory("goodgate-data-").FullName;

    private string Folder => Path.Combine(_around, "data");

    public void Dispose() => Directory.Delete(_around, recursive: true);

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_missing_folder_is_made_for_its_owner_alone()
    {
        using var folder = DataFolder.Open(Folder);
        File.GetUnixFileMode(Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(Folder, "goodgate.lock")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        File.WriteAllText(Folder, "");
        Refusal(Folder).ShouldBe($"the data folder {Folder} cannot be used: it is a file. Name a directory.");
        Refusal(Path.Combine(Folder, "below")).ShouldContain("Name a directory that this user can make and write.");
    }

    [Fact]
    public void Where_nothing_can_be_made_says_so()
    {
        Refusal("/proc/goodgate").ShouldStartWith("the data folder /proc/goodgate cannot be used: ");
        Refusal("/proc").ShouldStartWith("the data folder /proc cannot be used: ");
    }

    [Fact]
    public void Two_gateways_do_not_share_one()
    {
        using var first = DataFolder.Open(Folder);
        Refusal(Folder).ShouldBe(
            $"the data folder {Folder} cannot be used: another running goodgate (process {Environment.ProcessId}) uses it. Stop that one, or give each a folder of its own.");
    }

    [Fact]
    public void The_next_one_takes_it_over()
    {
        DataFolder.Open(Folder).Dispose();
        File.WriteAllText(Path.Combine(Folder, "goodgate.lock"), "1\n");
        using var next = DataFolder.Open(Folder);
        Refusal(Folder).ShouldContain($"(process {Environment.ProcessId})");
    }

    [Fact]
    public void A_folder_that_was_deleted_and_made_again_is_held_again()
    {
        using var first = DataFolder.Open(Folder);
        Directory.Delete(Folder, recursive: true);
        Should.Throw<IOException>(first.Hold);
        Directory.CreateDirectory(Folder);
        first.Hold();
        Refusal(Folder).ShouldContain("another running goodgate");
    }

    [Fact]
    public void A_folder_another_one_has_taken_in_between_is_not_held()
    {
        using var first = DataFolder.Open(Folder);
        Directory.Delete(Folder, recursive: true);
        using var second = DataFolder.Open(Folder);
        File.Delete(Path.Combine(Folder, "goodgate.lock"));
        second.Hold();
        first.Hold();
        Refusal(Folder).ShouldContain("another running goodgate");
    }

    private static string Refusal(string path) => Should.Throw<DataFolderException>(() => DataFolder.Open(path)).Message;
}
