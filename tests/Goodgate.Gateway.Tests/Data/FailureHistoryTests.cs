using System.Text;
using System.Text.Json;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Gateway.Tests.Observing;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Data;

/// <summary>What comes back from the files of a data folder, whatever stands in them.</summary>
public sealed class FailureHistoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_verdict_comes_back_as_it_was_shown()
    {
        var whole = Judge.Decide(new Observation
        {
            Source = Source.Gateway,
            Phase = Phase.FirstByte,
            Happening = Happening.TimedOut,
            Limit = new LimitFact("timeouts.first_byte", "60s"),
            Time = Samples.Noon,
            RequestId = "a+b",
            Method = "GET",
            Host = "shop.example",
            Target = "/caf\u00e9'\"<\u0001",
            Site = "shop",
            Route = "/*",
            Upstream = "app",
            Server = "http://app:3000",
            Peer = "10.0.0.7:3000",
            ClientStatus = 504,
            NotRetried = "a POST",
            Attempts = 1,
        });
        foreach (var verdict in (Verdict[])[whole, Samples.Refused(), Samples.Left("b")])
        {
            var line = Line(verdict);
            Line(VerdictReader.Read(JsonElement.Parse(line)).ShouldNotBeNull()).ShouldBe(line);
        }
    }

    [Fact]
    public void Every_cause_and_every_happening_comes_back()
    {
        var seen = Samples.Refused();
        foreach (var cause in Causes.All)
        {
            VerdictReader.Read(JsonElement.Parse(Line(seen with { Cause = cause })))!.Cause.ShouldBe(cause);
        }

        foreach (var happening in Enum.GetValues<Happening>())
        {
            var told = seen with { Observation = seen.Observation with { Happening = happening } };
            VerdictReader.Read(JsonElement.Parse(Line(told)))!.Observation.Happening.ShouldBe(happening);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"cause\":\"from-the-future\"}")]
    [InlineData("{\"cause\":7}")]
    [InlineData("{\"cause\":\"connect-refused\"")]
    [InlineData("{\"cause\":\"\u00ff\"}")]
    public void What_is_no_failure_is_skipped_and_counted(string line)
    {
        Write([Line(Samples.Refused("a")), line, Line(Samples.Refused("b"))]);
        var read = FailureHistory.Read(_folder, 10);
        read.Failures.Select(one => one.Observation.RequestId).ShouldBe(["b", "a"]);
        read.Unreadable.ShouldBe(1);
    }

    [Fact]
    public void Values_of_other_types_are_left_out()
    {
        Write(["{\"cause\":\"connect-refused\",\"party\":1,\"status\":1.5,\"time\":\"noon\",\"phase\":\"x\",\"evidence\":[1,{},{\"name\":\"a\"},{\"name\":\"a\",\"value\":\"b\"}],\"host\":{}}"]);
        var verdict = FailureHistory.Read(_folder, 10).Failures.ShouldHaveSingleItem();
        verdict.Party.ShouldBe(verdict.Cause.Party);
        verdict.Evidence.ShouldHaveSingleItem().ShouldBe(new Fact("a", "b"));
        verdict.Observation.ClientStatus.ShouldBeNull();
        verdict.Observation.Host.ShouldBeNull();
    }

    [Fact]
    public void What_somebody_wrote_into_it_is_escaped_masked_and_cut()
    {
        var longer = new string('x', 60_000);
        Write([$$"""{"cause":"connect-refused","summary":"\u001b[31m Cookie: SECRET","host":"{{longer}}","evidence":[{"name":"cookie","value":"SECRET"},{"name":"\u001b","value":"Authorization: SECRET"}]}"""]);
        var verdict = FailureHistory.Read(_folder, 10).Failures.ShouldHaveSingleItem();
        Line(verdict).ShouldNotContain("SECRET", Case.Sensitive);
        verdict.Summary.ShouldNotContain('\u001b');
        verdict.Evidence.ShouldHaveSingleItem().Name.ShouldBe("\\x1B");
        verdict.Observation.Host!.Length.ShouldBeLessThan(300);
    }

    [Fact]
    public void The_newest_come_first_over_both_files_and_no_more_than_asked()
    {
        Write([Line(Samples.Refused("1")), Line(Samples.Refused("2"))], older: true);
        Write([Line(Samples.Refused("3"))]);
        Ids(10).ShouldBe(["3", "2", "1"]);
        Ids(2).ShouldBe(["3", "2"]);
        Ids(0).ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_file_that_grew_too_large_the_end_is_read()
    {
        var line = Line(Samples.Refused("old"));
        Write([.. Enumerable.Repeat(line, (FailureFiles.MaxBytes / line.Length) + 100), Line(Samples.Refused("new"))]);
        var read = FailureHistory.Read(_folder, int.MaxValue);
        read.Failures[0].Observation.RequestId.ShouldBe("new");
        read.Failures.Count.ShouldBeInRange(1_000, (FailureFiles.MaxBytes / line.Length) + 1);
        read.Unreadable.ShouldBe(0);
    }

    [Fact]
    public void Millions_of_empty_lines_are_not_read_to_the_end()
    {
        File.WriteAllText(FailureFiles.Current(_folder), new string('\n', 4_000_000));
        FailureHistory.Read(_folder, 10).Unreadable.ShouldBe(100_000);
    }

    [Fact]
    public void Damaged_bytes_never_do_more_than_cost_their_line()
    {
        var random = new Random(20_261_121);
        var good = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 5).Select(i => Line(Samples.Refused($"r{i}")) + "\n")));
        for (var round = 0; round < 2_000; round++)
        {
            var bad = (byte[])good.Clone();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(FailureFiles.Current(_folder), bad[..random.Next(bad.Length + 1)]);
            FailureHistory.Read(_folder, 10).Failures.Count.ShouldBeLessThanOrEqualTo(10);
        }
    }

    [Fact]
    public void An_empty_folder_is_no_history() => Ids(10).ShouldBeEmpty();

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        using var locked = new FileStream(FailureFiles.Older(_folder), FileMode.Create, FileAccess.Write, FileShare.None);
        Should.Throw<DataFolderException>(() => FailureHistory.Read(_folder, 10)).Message.ShouldContain("failures.1.jsonl in it cannot be read");
    }

    private IEnumerable<string?> Ids(int most) => FailureHistory.Read(_folder, most).Failures.Select(one => one.Observation.RequestId);

    private void Write(IEnumerable<string> lines, bool older = false) =>
        File.WriteAllText(older ? FailureFiles.Older(_folder) : FailureFiles.Current(_folder), string.Concat(lines.Select(line => line + "\n")), Encoding.Latin1);

    private static string Line(Verdict verdict)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            VerdictJson.Write(json, verdict);
        }

        return Encoding.ASCII.GetString(buffer.ToArray());
    }
}
