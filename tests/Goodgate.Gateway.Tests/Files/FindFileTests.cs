using System.Runtime.InteropServices;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Files;

/// <summary>What a path leads to, on a real disk.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class FindFileTests
{
    private const uint Nobody = 65534;

    public static TheoryData<string, string> Rows => PathRows.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_path_leads_where_it_should(string target, string expected)
    {
        using var folder = new SiteFolder().With(PathRows.Files);

        folder.Find(target).ShouldBe(expected);
    }

    [Theory]
    [InlineData("/index.php", "404 hidden-file")]
    [InlineData("/wp-config.php", "404 hidden-file")]
    [InlineData("/", "404 no-file")]
    [InlineData("/docs/", "file docs/index.html")]
    [InlineData("/not-there.php", "404 no-file")]
    [InlineData("/not-there", "404 no-file")]
    public void Without_php_nothing_is_run_and_no_source_is_shown(string target, string expected)
    {
        using var folder = new SiteFolder().With(PathRows.Files);

        folder.Find(target, php: false).ShouldBe(expected);
    }

    [Theory]
    [InlineData("/deep/page", "/app.php", "script /app.php")]
    [InlineData("/deep/page", "/shell.html", "file shell.html")]
    [InlineData("/deep/page", "/missing.php", "404 no-file")]
    [InlineData("/deep/page", "off", "404 no-file")]
    [InlineData("/deep/page.php", "off", "404 no-file")]
    public void The_front_controller_is_a_setting(string target, string front, string expected)
    {
        using var folder = new SiteFolder().With("app.php", "shell.html", "index.php");

        folder.Find(target, new FilesSettings { Root = "", FrontController = front }).ShouldBe(expected);
    }

    [Fact]
    public void Index_files_are_tried_in_their_order()
    {
        using var folder = new SiteFolder().With("a/home.htm", "a/index.php", "a/index.html");

        folder.Find("/a/").ShouldBe("script /a/index.php");
        folder.Find("/a/", new FilesSettings { Root = "", Index = ["none", "home.htm", "index.php"] }).ShouldBe("file a/home.htm");
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(30_000)]
    public void A_path_longer_than_any_file_has_names_none(int length)
    {
        using var folder = new SiteFolder().With("index.php");

        folder.Find("/" + new string('a', length)).ShouldBe("script /index.php");
        folder.Find("/" + string.Join('/', Enumerable.Repeat("a", length / 2))).ShouldBe("script /index.php");
        folder.Find("/" + string.Join('/', Enumerable.Repeat("a.php", length / 6))).ShouldBe("script /index.php");
    }

    [Theory]
    [InlineData("out.txt", "404 no-file", "file out.txt")]
    [InlineData("out/secret.txt", "404 no-file", "file out/secret.txt")]
    [InlineData("absolute-in.txt", "file absolute-in.txt", "file absolute-in.txt")]
    [InlineData("relative-in.txt", "file relative-in.txt", "file relative-in.txt")]
    [InlineData("up-and-in.txt", "file up-and-in.txt", "file up-and-in.txt")]
    [InlineData("source.txt", "404 no-file", "404 no-file")]
    [InlineData("hidden.txt", "404 no-file", "404 no-file")]
    [InlineData("loop", "404 no-file", "404 no-file")]
    [InlineData("dangling", "404 no-file", "404 no-file")]
    [InlineData("magic", "404 no-file", "slash")]
    [InlineData("beside.txt", "404 no-file", "file beside.txt")]
    public void Links_lead_within_the_root_unless_settings_say_otherwise(string name, string expected, string followed)
    {
        using var folder = new SiteFolder().With("in.txt", "wp-config.php", ".env");
        File.WriteAllText(folder.Root + "-beside", "its path begins as the root's does");
        folder.Link("out.txt", Path.Combine(folder.Outside, "secret.txt")).Link("out", folder.Outside)
            .Link("absolute-in.txt", Path.Combine(folder.Root, "in.txt")).Link("relative-in.txt", "in.txt").Link("up-and-in.txt", "../www/in.txt")
            .Link("source.txt", "wp-config.php").Link("hidden.txt", ".env").Link("loop", "loop").Link("dangling", "nothing").Link("magic", "/proc/self/cwd")
            .Link("beside.txt", folder.Root + "-beside");

        folder.Find("/" + name).ShouldBe(expected);
        folder.Find("/" + name, new FilesSettings { Root = "", FollowSymlinks = true }).ShouldBe(followed);
    }

    [Theory]
    [InlineData("/media/x.php", "script /index.php")]
    [InlineData("/x.php", "script /index.php")]
    [InlineData("/away/x.php", "script /index.php")]
    [InlineData("/media/a.jpg", "file media/a.jpg")]
    [InlineData("/scripts/y.php", "script /scripts/y.php")]
    public void A_link_is_no_way_to_run_an_upload(string target, string expected)
    {
        using var folder = new SiteFolder().With("index.php", "wp-content/uploads/x.php", "wp-content/uploads/a.jpg", "lib/y.php");
        Directory.CreateDirectory(folder.Outside + "/uploads");
        File.WriteAllText(folder.Outside + "/uploads/x.php", "");
        folder.Link("media", "wp-content/uploads").Link("x.php", "wp-content/uploads/x.php").Link("away", folder.Outside + "/uploads").Link("scripts", "lib");

        folder.Find(target, new FilesSettings { Root = "", FollowSymlinks = true }).ShouldBe(expected);
    }

    [Fact]
    public void A_root_that_may_not_be_entered_is_told_at_the_start()
    {
        using var folder = new SiteFolder().With("shut/a.txt");
        File.SetUnixFileMode(Path.GetDirectoryName(folder.Root)!, (UnixFileMode)Convert.ToInt32("755", 8));
        File.SetUnixFileMode(Path.Combine(folder.Root, "shut"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string[] said = [];

        // For root every folder can be entered (see above).
        var thread = new Thread(() =>
        {
            _ = ActAs(Nobody);
            said = [Said(folder.Root + "/shut"), Said(folder.Root + "/shut/below"), Said(folder.Root + "/"), Said("/")];
        });
        thread.Start();
        thread.Join();
        File.SetUnixFileMode(Path.Combine(folder.Root, "shut"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        said[0].ShouldContain($"the root {folder.Root}/shut of site shop may not be entered by ");
        said[1].ShouldContain("may not be entered by ");
        said[2..].ShouldBe(["", ""]);

        static string Said(string root)
        {
            try
            {
                _ = new SiteFiles(new FilesSettings { Root = root }, "shop", null);
                return "";
            }
            catch (ArgumentException e)
            {
                return e.Message;
            }
        }
    }

    [Fact]
    public void A_release_that_replaces_the_link_to_the_root_takes_effect_at_once()
    {
        using var folder = new SiteFolder().With("one/a.txt", "two/b.txt");
        var current = Path.Combine(folder.Root, "current");
        Directory.CreateSymbolicLink(current, "one");
        var site = new SiteFiles(new FilesSettings { Root = current }, "site", null);
        using (var before = SiteRoot.Open(site.Opening, out _)!)
        {
            File.Delete(current);
            Directory.CreateSymbolicLink(current, "two");

            before.Find("a.txt", FileCalls.ForLooking).File.ShouldNotBeNull("one request stays in one release").Dispose();
            before.RealPath.ShouldEndWith("/one");
        }

        using var after = SiteRoot.Open(site.Opening, out _)!;
        after.Find("b.txt", FileCalls.ForLooking).File.ShouldNotBeNull().Dispose();
    }

    [Fact]
    public void What_is_in_memory_is_found_without_the_disk_and_the_rest_is_told()
    {
        using var folder = new SiteFolder().With("a.txt", "sub/b.txt");
        folder.Link("link.txt", "a.txt");
        var site = folder.Site();
        folder.Find("/sub/b.txt").ShouldBe("file sub/b.txt");
        using var root = SiteRoot.OpenCached(site.Opening).ShouldNotBeNull();

        using var found = root.Find("sub/b.txt", FileCalls.ForReading).File.ShouldNotBeNull();
        root.HasMissed.ShouldBeFalse();
        var target = new byte[100];
        FileCalls.ReadCached(found.Handle, target, target.Length, 0).ShouldBe(9, "it was written a moment ago");
        FileCalls.ReadCached(found.Handle, target, target.Length, 9).ShouldBe(0);
        target.AsSpan(0, 9).SequenceEqual("sub/b.txt"u8).ShouldBeTrue();

        // A link is looked at only where waiting is allowed; and so is a name nobody has asked for.
        root.Find("link.txt", FileCalls.ForReading).ShouldBe(default);
        root.HasMissed.ShouldBeTrue();
        root.AllowWaiting();
        root.HasMissed.ShouldBeFalse();
        root.Find("link.txt", FileCalls.ForReading).File.ShouldNotBeNull().Dispose();
    }

    [Fact]
    public void Pipes_and_devices_are_not_there_and_hold_nobody()
    {
        using var folder = new SiteFolder();
        MakePipe(Path.Combine(folder.Root, "pipe"), 0x1A4).ShouldBe(0);

        folder.Find("/pipe").ShouldBe("404 no-file");
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_a_failure_and_a_folder_is_not()
    {
        using var folder = new SiteFolder().With("closed.txt", "shut/file.txt", "passable/index.html");
        File.SetUnixFileMode(Path.Combine(folder.Root, "closed.txt"), UnixFileMode.None);
        File.SetUnixFileMode(Path.Combine(folder.Root, "shut"), UnixFileMode.None);
        File.SetUnixFileMode(Path.Combine(folder.Root, "passable"), UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(Path.GetDirectoryName(folder.Root)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        string[] found = [];

        // For root every file is readable: the thread, and it alone, looks at the disk as somebody else (setfsuid(2)).
        var thread = new Thread(() =>
        {
            _ = ActAs(Nobody);
            found = [folder.Find("/closed.txt"), folder.Find("/shut/file.txt"), folder.Find("/passable"), folder.Find("/passable/")];
        });
        thread.Start();
        thread.Join();
        File.SetUnixFileMode(Path.Combine(folder.Root, "shut"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        found.ShouldBe(["failure 13", "failure 13", "slash", "file passable/index.html"]);
    }

    [Fact]
    public void A_root_that_has_gone_is_a_failure()
    {
        using var folder = new SiteFolder();
        var site = folder.Site();
        Directory.Delete(folder.Root);

        SiteRoot.Open(site.Opening, out var errno).ShouldBeNull();
        errno.ShouldBe(2);
        FileFailure.Unopened(site, "", errno).Facts.ShouldHaveSingleItem().Value.ShouldBe(folder.Root);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(38, true)]
    [InlineData(40, true)]
    [InlineData(2, false)]
    [InlineData(13, false)]
    public void A_filter_that_does_not_know_the_call_is_no_failure_of_the_file(int errno, bool expected) => FileErrno.AsksForAnotherLook(errno).ShouldBe(expected);

    [Theory]
    [InlineData(13, Happening.FileUnreadable)]
    [InlineData(5, Happening.FileUnreadable)]
    [InlineData(24, Happening.OutOfResources)]
    [InlineData(23, Happening.OutOfResources)]
    [InlineData(12, Happening.OutOfResources)]
    public void Who_is_at_fault_is_told_by_the_error_number(int errno, Happening expected)
    {
        using var folder = new SiteFolder();

        FileFailure.Unopened(folder.Site(), "a.txt", errno).Happening.ShouldBe(expected);
    }

    [Theory]
    [InlineData("/nowhere-at-all", "the root /nowhere-at-all of site shop does not exist. Create it, or correct the path.")]
    [InlineData("/etc/passwd", "the root /etc/passwd of site shop is a file. Name the folder it is in.")]
    public void A_root_that_cannot_be_used_is_told_at_the_start(string root, string words) =>
        Should.Throw<ArgumentException>(() => new SiteFiles(new FilesSettings { Root = root }, "shop", null)).Message.ShouldStartWith(words);

    [Fact]
    public void Php_is_told_the_root_as_it_is_or_as_it_sees_it()
    {
        using var folder = new SiteFolder().With("index.php");
        SitePath.Read("/").ShouldNotBeNull();
        Target(folder, null).Root.ShouldBe(folder.Root);
        Target(folder, "/app").Root.ShouldBe("/app");

        static Gateway.Exchanges.ScriptTarget Target(SiteFolder folder, string? php)
        {
            var site = folder.Site(new FilesSettings { Root = "", PhpRoot = php });
            using var root = SiteRoot.Open(site.Opening, out _)!;
            return new FindFile(site, root, SitePath.Read("/")!).Run().Script!;
        }
    }

    [DllImport("libc", EntryPoint = "mkfifo")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakePipe([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ActAs(uint user);
}
