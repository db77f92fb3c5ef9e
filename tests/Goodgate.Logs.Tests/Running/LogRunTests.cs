using System.IO.Compression;
using System.Text;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Running;

namespace Goodgate.Logs.Tests.Running;

public sealed class LogRunTests
{
    private const string Bad = "203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET /a HTTP/1.1\" 502 157 \"-\" \"curl/8\"";
    private const string Good = "203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET /a HTTP/1.1\" 200 5123 \"-\" \"curl/8\"";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Lines_are_numbered_whatever_ends_them(string end)
    {
        var read = await LogReading.OfAsync(string.Join(end, Good, Bad, "", Good, Bad));

        read.Findings.Select(one => one.Line).ShouldBe([2, 5]);
        read.Lines.ShouldBe(5);
        read.Quiet.ShouldBe(2);
    }

    [Fact]
    public async Task The_results_are_the_same_however_many_cores()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 60_000; i++)
        {
            text.Append(i % 97 == 0 ? Bad : Good).Append('\n');
        }

        var one = await LogReading.OfAsync(text.ToString(), options => options with { Cores = 1 });
        var many = await LogReading.OfAsync(text.ToString(), options => options with { Cores = 7 });

        one.Findings.Count.ShouldBe(619);
        many.Findings.ShouldBe(one.Findings);
        many.Lines.ShouldBe(60_000);
        many.Quiet.ShouldBe(one.Quiet);
        many.Findings[1].Line.ShouldBe(98);
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_is_read_at_its_beginning_and_counted()
    {
        var read = await LogReading.OfAsync($"{Bad}\n{Bad}{new string('x', 10_000_000)}\n{Bad}");

        read.Findings.Select(one => one.Line).ShouldBe([1, 2, 3]);
        read.Skips[SkipReason.TooLong].ShouldBe(1);
    }

    [Fact]
    public async Task Gzip_is_read_also_in_several_members_and_when_it_is_cut()
    {
        var once = Gzip(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{Bad.Replace("/a", $"/{i * 7919}", StringComparison.Ordinal)}\n")));
        (await LogReading.OfAsync(once)).Findings.Count.ShouldBe(5000);
        (await LogReading.OfAsync([.. once, .. once])).Findings.Count.ShouldBe(10_000);
        var cut = await LogReading.OfAsync(once[..(once.Length / 2)]);
        cut.Problem!.ShouldContain("cut");
        cut.Findings.Count.ShouldBeInRange(1000, 4999);
        (await LogReading.OfAsync(once[..12])).Problem.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public async Task Encodings_with_a_mark_are_understood(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        (await LogReading.OfAsync([.. encoding.GetPreamble(), .. encoding.GetBytes($"{Bad}\n{Good}\n{Bad}\n")])).Findings.Select(one => one.Line).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task Junk_is_counted_by_reason()
    {
        var random = new Random(4);
        var junk = new byte[300_000];
        random.NextBytes(junk);

        var read = await LogReading.OfAsync([.. junk, .. Encoding.UTF8.GetBytes($"\nhello\n{Bad}\n")]);

        read.Findings.Select(one => one.Cause).ShouldBe(["undetermined"]);
        read.Skips[SkipReason.UnknownFormat].ShouldBeGreaterThan(0);
        read.Skips[SkipReason.Binary].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Pieces_of_recorded_lines_never_throw()
    {
        var random = new Random(5);
        var lines = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Recorded", "lines.jsonl"));
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line.AsSpan(random.Next(line.Length))).Append('\n').Append(line.AsSpan(0, random.Next(line.Length))).Append('\n');
        }

        (await LogReading.OfAsync(text.ToString())).Lines.ShouldBe(lines.Length * 2);
    }

    [Fact]
    public async Task A_W3C_header_counts_for_the_lines_below_it_also_in_later_blocks()
    {
        var text = new StringBuilder("#Fields: date time cs-method cs-uri-stem sc-status sc-substatus sc-win32-status\n");
        for (var i = 0; i < 40_000; i++)
        {
            text.Append("2026-11-20 23:26:54 GET /shop ").Append(i % 1000 == 999 ? "502 3 12002" : "200 0 0").Append('\n');
        }

        text.Append("#Fields: date time sc-status cs-method\n2026-11-20 23:26:54 200 GET\n2026-11-20 23:26:54 503 GET\n");

        var read = await LogReading.OfAsync(text.ToString());

        read.Findings.Count(one => one.Cause == "response-timeout").ShouldBe(40);
        read.Findings[^1].ShouldBe((40_004, "worker-crashed"));
    }

    [Fact]
    public async Task Since_until_and_site_leave_lines_out()
    {
        var text = $"{Bad}\nother.example {Bad}\nexample.com {Bad.Replace("23:26:54", "23:30:00", StringComparison.Ordinal)}\n";
        var from = new DateTimeOffset(2026, 11, 20, 23, 29, 0, TimeSpan.Zero);

        (await LogReading.OfAsync(text, options => options with { Since = from })).Findings.Select(one => one.Line).ShouldBe([3]);
        (await LogReading.OfAsync(text, options => options with { Until = from })).Findings.Select(one => one.Line).ShouldBe([1, 2]);
        (await LogReading.OfAsync(text, options => options with { Site = "example.com" })).Findings.Select(one => one.Line).ShouldBe([3]);
    }

    [Fact]
    public async Task A_log_format_of_ones_own_is_read_by_its_variables()
    {
        var format = FormatChoice.Parse("$status|$remote_addr|$upstream_connect_time|$upstream_header_time|$upstream_status|$upstream_addr|$request", out _)!;
        var text = "200|203.0.113.7|0.000|0.001|200|10.0.0.7:80|GET / HTTP/1.1\n504|203.0.113.7|0.000|-|504|10.0.0.7:80|GET / HTTP/1.1\n";

        (await LogReading.OfAsync(text, options => options with { Format = format })).Findings.ShouldBe([(2, "response-timeout")]);
    }

    [Theory]
    [InlineData("$remote_addr $request", "$status")]
    [InlineData("$status$request", "between")]
    [InlineData("ngnix", "expected one of")]
    public void A_format_that_cannot_be_used_says_why(string typed, string why)
    {
        FormatChoice.Parse(typed, out var problem).ShouldBeNull();
        problem.ShouldContain(why);
    }

    [Fact]
    public async Task A_journal_in_its_export_format_keeps_its_line_numbers()
    {
        byte[] text =
        [
            .. "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1795217214123456\nMESSAGE=[pool www] server reached pm.max_children setting (5), consider raising it\n\n"u8,
            .. "__CURSOR=s=2\nMESSAGE\n"u8, 4, 0, 0, 0, 0, 0, 0, 0, .. "a\nbc\n\n"u8,
            .. "__CURSOR=s=3\nMESSAGE=no live upstreams while connecting to upstream, client: 203.0.113.7, server: e\n"u8,
        ];

        (await LogReading.OfAsync(text)).Findings.ShouldBe([(3, "worker-pool-exhausted"), (11, "no-healthy-upstream")]);
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
