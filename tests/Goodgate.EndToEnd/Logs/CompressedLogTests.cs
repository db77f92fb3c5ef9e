using System.Diagnostics;
using System.Text.Json;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.Logs;

/// <summary>Logs as rotation leaves them: gzip is read by the program itself, the others through the system's tools.</summary>
public sealed class CompressedLogTests : IDisposable
{
    private const int Lines = 3000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-packed-");

    [Theory]
    [InlineData("gzip", "gz")]
    [InlineData("bzip2", "bz2")]
    [InlineData("xz", "xz")]
    [InlineData("zstd", "zst")]
    public async Task A_packed_log_says_what_the_plain_one_says(string tool, string ending)
    {
        var packed = await PackedAsync(tool, ending);
        var run = await ProgramCall.RunAsync("logs", packed, "--each");
        run.Error.ShouldBeEmpty();
        run.ExitCode.ShouldBe(1);
        Causes(run).Count.ShouldBe(Lines);
        Causes(run).ShouldAllBe(cause => cause == "connect-refused");
    }

    [Theory]
    [InlineData("gzip", "gz")]
    [InlineData("bzip2", "bz2")]
    [InlineData("xz", "xz")]
    [InlineData("zstd", "zst")]
    public async Task Of_a_cut_one_what_came_before_is_read_and_that_it_was_cut_is_said(string tool, string ending)
    {
        var packed = await PackedAsync(tool, ending);
        var whole = await File.ReadAllBytesAsync(packed);
        await File.WriteAllBytesAsync(packed, whole[..(whole.Length * 3 / 4)]);
        var run = await ProgramCall.RunAsync("logs", packed, "--each");
        run.Error.ShouldContain("it ends early: the compressed data is cut or damaged; what came before was read");
        Causes(run).Count.ShouldBeLessThan(Lines);
    }

    [Theory]
    [InlineData("bzip2", "bz2", "apt-get install bzip2")]
    [InlineData("xz", "xz", "apt-get install xz-utils")]
    [InlineData("zstd", "zst", "apt-get install zstd")]
    public async Task A_tool_that_is_missing_is_named_and_the_other_logs_are_read(string tool, string ending, string advice)
    {
        var packed = await PackedAsync(tool, ending);
        var plain = Path.Combine(_folder.FullName, "plain.log");
        await File.WriteAllTextAsync(plain, Line(0));
        var run = await ProgramCall.RunAsync(["logs", packed, plain, "--each"], path: _folder.FullName);
        run.Error.ShouldContain($"compressed with {tool}, which is not installed here ({advice})");
        Causes(run).ShouldBe(["connect-refused"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static List<string> Causes(ProgramCall run) =>
        [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("cause").GetString()!)];

    // Numbers that repeat late, so that a quarter less is many lines less.
    private static string Line(int number) => $"2026/11/20 23:26:54 [error] 7#7: *{number} connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: e, request: \"GET /{number * 7919L * 104729 % 999_983} HTTP/1.1\", upstream: \"http://10.0.0.7:80/{number * 15_485_863L % 999_979}\", host: \"e\"\n";

    private async Task<string> PackedAsync(string tool, string ending)
    {
        var log = Path.Combine(_folder.FullName, "error.log.1");
        await File.WriteAllTextAsync(log, string.Concat(Enumerable.Range(0, Lines).Select(Line)));
        using var pack = Process.Start(new ProcessStartInfo(tool, ["-f", log]) { UseShellExecute = false, RedirectStandardError = true })!;
        await pack.WaitForExitAsync();
        pack.ExitCode.ShouldBe(0);
        return $"{log}.{ending}";
    }
}
