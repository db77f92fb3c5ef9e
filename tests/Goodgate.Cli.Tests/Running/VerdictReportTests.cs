using Goodgate.Cli.Running;
using Goodgate.Cli.Showing;
using Goodgate.Cli.Tests.Showing;

namespace Goodgate.Cli.Tests.Running;

public sealed class VerdictReportTests : IDisposable
{
    private readonly Transcript _told = new();
    private readonly StandingClock _clock = new();

    public void Dispose() => _told.Dispose();

    private VerdictReport Report(bool terminal = false, bool verbose = false, Func<long>? dropped = null) =>
        new(new Screen(_told, terminal, colours: false, width: 100), _clock, verbose, dropped ?? (() => 0));

    [Fact]
    public void A_storm_is_told_in_two_lines()
    {
        using (var report = Report())
        {
            for (var i = 0; i < 1235; i++)
            {
                report.Tell(SampleVerdicts.Of(SampleVerdicts.Refused));
            }
        }

        _told.Lines.Length.ShouldBe(2);
        _told.Lines[0].ShouldContain(" 502 connect-refused ");
        _told.Lines[1].ShouldBe("2026-11-21T01:02:03.000Z - connect-refused 1,234 more in the last second");
    }

    [Fact]
    public void The_timer_tells_counts_while_the_storm_goes_on()
    {
        using var report = Report();
        report.Tell(SampleVerdicts.Of(SampleVerdicts.Refused));
        report.Tell(SampleVerdicts.Of(SampleVerdicts.Refused));
        _clock.Now += StormFilter.Window;
        _clock.Tick();
        _told.Lines[^1].ShouldEndWith(" - connect-refused 1 more in the last second");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void Clients_that_left_are_told_only_when_asked_for(bool verbose, int lines)
    {
        using var report = Report(verbose: verbose);
        report.Tell(SampleVerdicts.Of(SampleVerdicts.Left));
        _told.Lines.Length.ShouldBe(lines);
    }

    [Fact]
    public void Saved_requests_are_no_failures()
    {
        using var report = Report();
        report.Tell(SampleVerdicts.Of(SampleVerdicts.Refused with { Saved = true }));
        _told.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Lost_verdicts_are_counted_once()
    {
        using var report = Report(dropped: () => 7);
        _clock.Tick();
        _clock.Tick();
        _told.Lines.Count(line => line.Contains("7 verdicts not shown", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void A_person_gets_a_card()
    {
        using var report = Report(terminal: true);
        report.Tell(SampleVerdicts.Of(SampleVerdicts.Refused));
        var text = _told.ToString();
        text.ShouldContain("502 connect-refused");
        text.ShouldContain("operator must act");
        text.ShouldContain("goodgate explain 4bf92f3577b34da6a3ce929d0e0e4736");
    }
}
