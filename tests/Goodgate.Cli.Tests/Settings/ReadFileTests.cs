using System.Text;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>Files that cannot be read, and what is said about them.</summary>
public sealed class ReadFileTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("goodgate-settings-").FullName;

    private string File => Path.Combine(directory, "goodgate.yaml");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_missing_file() => Only(SettingsFile.Read(File, Samples.Environment)).ShouldBe(
        $"{File}: the file does not exist; expected an existing file; check the path and the working directory");

    [Fact]
    public void A_missing_directory() =>
        Only(SettingsFile.Read(Path.Combine(directory, "no", "such.yaml"), Samples.Environment)).ShouldContain("does not exist");

    [Fact]
    public void A_directory() => Only(SettingsFile.Read(directory, Samples.Environment)).ShouldBe($"{directory}: it is a directory; expected a file");

    [Fact]
    public void An_unreadable_file()
    {
        // Nobody may read this one: not the superuser either, who passes every file mode (proc(5), clear_refs).
        const string Unreadable = "/proc/self/clear_refs";
        Only(SettingsFile.Read(Unreadable, Samples.Environment)).ShouldMatch($"^{Unreadable}: (no right to read the file|the file cannot be read)");
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8()
    {
        System.IO.File.WriteAllBytes(File, [.. "# a comment\nto: http://caf"u8, 0xE9, .. ".example\n"u8]);

        Only(SettingsFile.Read(File, Samples.Environment)).ShouldBe($"{File}: the file is not UTF-8: byte 0xE9 at offset 26 (line 2); expected UTF-8");
    }

    [Fact]
    public void A_file_in_UTF_16()
    {
        System.IO.File.WriteAllText(File, "to: http://127.0.0.1:3000", Encoding.Unicode);

        Only(SettingsFile.Read(File, Samples.Environment)).ShouldContain("is UTF-16");
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        System.IO.File.WriteAllText(File, "to: http://127.0.0.1:3000", Encoding.UTF8);

        SettingsFile.Read(File, Samples.Environment).Settings.ShouldNotBeNull();
    }

    [Fact]
    public void The_largest_file_is_taken_and_one_byte_more_is_not()
    {
        var start = "to: http://127.0.0.1:3000\n";
        System.IO.File.WriteAllText(File, start + new string('#', SettingsFile.Largest - start.Length));
        SettingsFile.Read(File, Samples.Environment).Settings.ShouldNotBeNull();

        System.IO.File.AppendAllText(File, "#");
        Only(SettingsFile.Read(File, Samples.Environment)).ShouldContain("is larger than 1024 KiB");
        Only(SettingsFile.Parse(System.IO.File.ReadAllText(File), "f", Samples.Environment)).ShouldContain("larger than 1024 KiB");
    }

    [Fact]
    public void Relative_files_count_from_the_settings_file()
    {
        System.IO.File.WriteAllText(File, "to: http://127.0.0.1:3000\naccess_log: logs/access.log\n");

        SettingsFile.Read(File, Samples.Environment).Settings!.AccessLog!.Path.ShouldBe(Path.Combine(directory, "logs", "access.log"));
    }

    [Fact]
    public void A_bomb_of_aliases_stays_small()
    {
        var bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (var c = 'b'; c <= 'z'; c++)
        {
            var before = (char)(c - 1);
            bomb.Append(c).Append(": &").Append(c).Append(" [").AppendJoin(',', Enumerable.Repeat($"*{before} ", 9)).Append("]\n");
        }

        var result = SettingsFile.Parse(bomb.ToString(), "f", Samples.Environment);

        result.Settings.ShouldBeNull();
        result.Problems.Count.ShouldBe(101);
        result.Problems[^1].Message.ShouldEndWith("more errors are not shown");
    }

    [Fact]
    public void Thousands_of_bad_names_stay_bounded()
    {
        var routes = string.Concat(Enumerable.Range(0, 1000).Select(i => $"      - {{ path: /{i}, upstream: ap{i} }}\n"));
        var upstreams = string.Concat(Enumerable.Range(0, 1001).Select(i => $"  up{i}: {{ servers: ['http://10.0.0.1'] }}\n"));
        var result = SettingsFile.Parse($"upstreams:\n{upstreams}sites:\n  main:\n    hosts: [example.com]\n    routes:\n{routes}", "f", Samples.Environment);

        result.Problems.Count.ShouldBe(101);
        result.Problems[0].ToString().ShouldBe("f:2:3: upstreams holds 1001 upstreams; expected at most 1000");
        result.Problems.ShouldAllBe(p => p.ToString().Length < 400);
    }

    [Fact]
    public void A_refused_value_is_not_called_missing_too() =>
        Only(SettingsFile.Parse("to: http://127.0.0.1:3000\nadmin: { listen: \"*:9502\", token: \"${UNSET}\" }", "f", Samples.Environment)).ShouldContain("UNSET is not set");

    [Fact]
    public void Depth_is_bounded_far_below_the_stack() =>
        Only(SettingsFile.Parse("to: " + new string('[', 500_000), "f", Samples.Environment)).ShouldContain("nested more than 32 levels deep");

    private static string Only(SettingsResult result)
    {
        result.Settings.ShouldBeNull();
        result.Problems.Count.ShouldBe(1);
        return result.Problems[0].ToString();
    }
}
