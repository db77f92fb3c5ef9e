using System.Diagnostics;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Data;
using static Goodgate.Gateway.Tests.Cache.Storage.StoreStage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class FolderTests : StoreStory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Only_the_owner_may_read_what_is_stored()
    {
        Put(Store, "/a", 1000);
        Put(Store, "/b", 3_000_000);
        await Store.FlushAsync();
        File.GetUnixFileMode(Stage.Folder).ShouldBe(OwnerOnly | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(Stage.Folder))
        {
            File.GetUnixFileMode(file).ShouldBe(OwnerOnly, file);
        }
    }

    [Fact]
    public async Task What_is_not_ours_is_left_alone()
    {
        Put(Store, "/a", 1000);
        await Stage.CloseAsync();
        var outside = Path.Combine(Path.GetDirectoryName(Stage.Folder)!, "outside");
        await File.WriteAllTextAsync(outside, "precious");
        string[] foreign = ["notes.txt", "0000000000000001.txt", "zz.seg", "ffffffffffffffff.seg"];
        foreach (var name in foreign)
        {
            await File.WriteAllTextAsync(Path.Combine(Stage.Folder, name), "precious");
        }

        File.CreateSymbolicLink(Path.Combine(Stage.Folder, "0000000000000099.seg"), outside);
        Directory.CreateDirectory(Path.Combine(Stage.Folder, "000000000000009a.obj"));
        Process.Start("mkfifo", Path.Combine(Stage.Folder, "000000000000009b.seg")).WaitForExit();
        await Stage.OpenAsync();
        Stage.Said.ShouldHaveSingleItem().ShouldMatch("^the cache folder .* belongs to another user, or is no plain file: it is left alone, and takes room that is not counted\\.");
        await ShouldHoldAsync(Store, "/a", 1000);
        Put(Store, "/b", 3_000_000);
        await Stage.ReopenAsync();
        await ShouldHoldAsync(Store, "/b", 3_000_000);
        (await File.ReadAllTextAsync(outside)).ShouldBe("precious");
        foreach (var name in foreign)
        {
            (await File.ReadAllTextAsync(Path.Combine(Stage.Folder, name))).ShouldBe("precious");
        }

        Directory.GetFileSystemEntries(Stage.Folder).Length.ShouldBe(11, "and the mark, the lock, a segment and a large file");
    }

    [Fact]
    public async Task A_folder_with_other_things_in_it_is_refused()
    {
        await Stage.CloseAsync();
        File.Delete(Path.Combine(Stage.Folder, "goodgate-cache"));
        await File.WriteAllTextAsync(Path.Combine(Stage.Folder, "thesis.doc"), "precious");
        Refusal().ShouldContain("thesis.doc, and was not made for the cache. Name a folder for the cache alone");
        File.Exists(Path.Combine(Stage.Folder, "thesis.doc")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_that_others_may_write_is_refused()
    {
        await Stage.CloseAsync();
        File.SetUnixFileMode(Stage.Folder, (UnixFileMode)0b111_111_111);
        Refusal().ShouldEndWith($"Run: chmod 700 {Stage.Folder}");
    }

    [Fact]
    public async Task A_folder_in_use_is_refused()
    {
        Refusal().ShouldContain($"another running goodgate (process {Environment.ProcessId}) uses it");
        await Stage.ReopenAsync();
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder_is_refused()
    {
        await Stage.CloseAsync();
        Directory.Delete(Stage.Folder, recursive: true);
        await File.WriteAllTextAsync(Stage.Folder, "a file");
        Refusal().ShouldContain("it is a file. Name a directory.");
        File.Delete(Stage.Folder);
        Directory.CreateDirectory(Stage.Folder);
    }

    [Fact]
    public void A_folder_of_somebody_else_or_that_cannot_be_made_is_refused()
    {
        // /proc belongs to root and nothing can be made in it; for other users than root /root is another's.
        Should.Throw<DataFolderException>(() => CacheStore.Open(new StoreOptions { Folder = "/proc/goodgate" }, TimeProvider.System))
            .Message.ShouldStartWith("the data folder /proc/goodgate cannot be used: ");
    }

    [Fact]
    public async Task A_folder_that_vanishes_costs_no_page_in_memory_and_no_crash()
    {
        Put(Store, "/a", 1000);
        await Store.FlushAsync();
        Directory.Delete(Stage.Folder, recursive: true);
        await ShouldHoldAsync(Store, "/a", 1000);
        Put(Store, "/large", 3_000_000);
        await Store.FlushAsync();
        Store.Find("/large").ShouldBeEmpty();
        Stage.Said.ShouldHaveSingleItem().ShouldMatch("^the cache folder .* cannot be written: it is gone\\. New pages are kept in memory only");
        Put(Store, "/b", 1000);
        await ShouldHoldAsync(Store, "/b", 1000);
        Directory.CreateDirectory(Stage.Folder);
    }

    private string Refusal() => Should.Throw<DataFolderException>(() => CacheStore.Open(Stage.Options with { Folder = Stage.Folder }, TimeProvider.System)).Message;
}
