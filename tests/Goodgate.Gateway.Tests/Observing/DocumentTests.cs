using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Observing.Lines;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Observing;

/// <summary>The manual names exactly what there is.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public async Task The_metrics_page_of_the_manual_lists_every_family()
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        var shown = PrometheusText.Parse(await gateway.Admin.GetStringAsync("/metrics"), openMetrics: false).Types;
        var rows = Rows("metrics.md").Where(row => row[0].Contains('_', StringComparison.Ordinal) && !row[0].Contains('.', StringComparison.Ordinal)).ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        rows.Keys.Order(StringComparer.Ordinal).ShouldBe(shown.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, type) in rows)
        {
            type.ShouldBe(shown[name], name);
        }
    }

    [Fact]
    public void The_access_log_page_of_the_manual_lists_every_key()
    {
        var attempt = Samples.Attempt();
        attempt.Status = 200;
        attempt.Failure = new Observation { Source = Source.Gateway, Phase = Phase.Connect, Happening = Happening.Refused };
        attempt.Cause = "connect-refused";
        Fill(attempt.Times = new PhaseTimes());
        attempt.FirstByte = TimeSpan.FromMilliseconds(1);
        var format = new JsonFormat();
        var lines = new LineBuffer();
        format.Write(Samples.Record with { Peer = System.Net.IPAddress.Loopback, Verdict = Samples.Refused(), Refusal = "x", Cache = "hit", NotRetried = "x", Attempts = [attempt] }, lines);
        var record = JsonElement.Parse(lines.Written);
        var written = record.EnumerateObject().Concat(record.GetProperty("attempts")[0].EnumerateObject()).Select(one => one.Name);
        var documented = Rows("access-log.md").Where(row => row[1] is "string" or "number" or "boolean" or "array").Select(row => row[0]);
        documented.ShouldBe(written);
    }

    [Fact]
    public async Task The_admin_page_of_the_manual_lists_every_path()
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        var index = await gateway.Admin.GetStringAsync("/");
        var shown = index.Split('\n').Where(line => line.StartsWith('/')).Select(line => line.Split(' ')[0]);
        Rows("admin.md").Select(row => row[0]).Where(cell => cell.StartsWith('/')).ShouldBe(["/", .. shown]);
    }

    private static void Fill(PhaseTimes times)
    {
        times.Resolve = TimeSpan.FromMilliseconds(1);
        times.Connect = TimeSpan.FromMilliseconds(1);
        times.Tls = TimeSpan.FromMilliseconds(1);
    }

    // Rows of tables whose first cell is code: "| `name` | type | …".
    private static IEnumerable<string[]> Rows(string page) => File.ReadLines(Path.Combine(Root(), "docs", page), Encoding.UTF8)
        .Select(line => Row().Match(line))
        .Where(match => match.Success)
        .Select(match => new[] { match.Groups["first"].Value, match.Groups["second"].Value.Trim() });

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Goodgate.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Goodgate.slnx is in no folder above the tests");
        }

        return folder.FullName;
    }

    [GeneratedRegex("^\\| `(?<first>[^`]+)` \\|(?<second>[^|]*)\\|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
