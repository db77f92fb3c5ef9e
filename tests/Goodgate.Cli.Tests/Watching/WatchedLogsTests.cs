using Goodgate.Cli.Watching;

namespace Goodgate.Cli.Tests.Watching;

/// <summary>Which logs are followed.</summary>
public sealed class WatchedLogsTests
{
    [Fact]
    public async Task A_pattern_that_no_shell_expanded_is_looked_for_again_each_minute()
    {
        await using var called = new Called();
        Make(called, "one/error.log");
        Make(called, "one/error.log.1");
        Make(called, "one/error-20261128.log.gz");
        var asked = Asked("*/*.log*", "later.log");
        var logs = WatchedLogs.Find(asked, "/", called.Session)!;
        logs.Names.ShouldBe(["later.log", "one/error.log"]);
        called.Error.ToString().ShouldContain("*/*.log*: 1 log; looked for each minute");
        called.Error.ToString().ShouldContain("not there yet, or not to be seen by this user: later.log; read from the beginning when it appears");
        logs.New().ShouldBeEmpty();
        Make(called, "two/error.log");
        logs.New().ShouldBe(["two/error.log"]);
        logs.New().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_and_its_file_are_followed_once()
    {
        await using var called = new Called();
        called.Write("error.log", "");
        File.CreateSymbolicLink(Path.Combine(called.Folder, "also.log"), Path.Combine(called.Folder, "error.log"));
        WatchedLogs.Find(Asked("error.log", "also.log"), "/", called.Session)!.Names.ShouldBe(["error.log"]);
        called.Error.ToString().ShouldContain("also.log is the same file as error.log, and is followed once");
    }

    [Fact]
    public async Task In_the_usual_places_rotated_files_take_nobodys_room()
    {
        await using var called = new Called();
        for (var i = 0; i < 30; i++)
        {
            Make(called, $"var/log/nginx/s{i:D2}.log");
            for (var j = 1; j <= 10; j++)
            {
                Make(called, $"var/log/nginx/s{i:D2}.log.{j}");
            }
        }

        Make(called, "var/log/php8.2-fpm.log");
        var names = WatchedLogs.Find(Asked(), called.Folder, called.Session)!.Names;
        (names.Count, names.Any(name => name.EndsWith("php8.2-fpm.log", StringComparison.Ordinal))).ShouldBe((31, true));
    }

    [Fact]
    public async Task Rotated_files_with_a_logs_extension_are_its_own_and_dated_logs_are_logs()
    {
        await using var called = new Called();
        foreach (var name in (string[])["access.log", "access-20261127.log", "pm2-error-1.log", "day.2026-11-27.log"])
        {
            Make(called, name);
        }

        var logs = WatchedLogs.Find(Asked("*.log"), "/", called.Session)!;
        logs.Names.ShouldBe(["access.log", "day.2026-11-27.log", "pm2-error-1.log"]);
        called.Error.ToString().ShouldContain("*.log: 3 logs; looked for each minute");
        File.Move(Path.Combine(called.Folder, "access.log"), Path.Combine(called.Folder, "access-20261128.log"));
        logs.New().ShouldBeEmpty();
        Make(called, "access.log");
        File.Move(Path.Combine(called.Folder, "access.log"), Path.Combine(called.Folder, "access-20261129.log"));
        Make(called, "day.2026-11-28.log");
        logs.New().ShouldBe(["day.2026-11-28.log"]);
    }

    [Fact]
    public async Task A_shells_names_of_rotated_files_are_left_out_whatever_they_look_like()
    {
        await using var called = new Called();
        string[] names = ["a.log", "a.log.1", "a-20261128.log", "./a.1.log", "b-20261128.log"];
        foreach (var name in names)
        {
            Make(called, name);
        }

        WatchedLogs.Find(Asked(names), "/", called.Session)!.Names.ShouldBe(["a.log", "b-20261128.log"]);
        called.Error.ToString().ShouldContain("rotated files are found by themselves; left out: a.log.1, a-20261128.log, ./a.1.log");
    }

    [Fact]
    public async Task The_number_of_a_file_that_is_gone_makes_no_link_of_the_next_one()
    {
        await using var called = new Called();
        Make(called, "a.log");
        var logs = WatchedLogs.Find(Asked("*.log"), "/", called.Session)!;

        // The file is another log's now, as if it were a new one with its number.
        File.Move(Path.Combine(called.Folder, "a.log"), Path.Combine(called.Folder, "b.log"));
        logs.New().ShouldBe(["b.log"]);
    }

    private static void Make(Called called, string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(called.Folder, name))!);
        called.Write(name, "");
    }

    private static WatchOptions Asked(params string[] logs) => new() { Logs = logs, Format = Goodgate.Logs.Lines.FormatChoice.Detect };
}
