using Goodgate.Cli.Running;
using Goodgate.Cli.Showing;
using Goodgate.Cli.Tests.Showing;

namespace Goodgate.Cli.Tests.Running;

public sealed class VerdictReportTests : IDisposable
{
    private readonly Transcript _told = new();
    private readonly StandingClock _clock = new();

    public void Dispose() => _told.Dispose();

    private VerdictReport Report(bool terminal = false, bool verbose = false, Func<long>? dropped = null, WhereToLook? where = null) =>
        new(
            new Screen(_told, terminal, colours: false, width: 100),
            _clock,
            verbose,
            dropped ?? (() => 0),
            () => where ?? new WhereToLook("http://127.0.0.1:9502", HasLog: true),
            new Departures(_ => "60s"));

    [Fact]
    public void A_storm_is_told_in_ten_lines_and_a_count()
    {
        using (var report = Report())
        {
            for (var i = 0; i < 1244; i++)
            {
                report.Tell(SampleVerdicts.Of(SampleVerdicts.Refused));
            }

            _clock.Now += TimeSpan.FromSeconds(1.8);
            _clock.Tick();
        }

        _told.Lines.Length.ShouldBe(11);
        _told.Lines.Take(10).ShouldAllBe(line => line.Contains(" 502 connect-refused ", StringComparison.Ordinal));
        _told.Lines[10].ShouldBe(
            "2026-11-21T01:02:04.800Z - 1,234 more connect-refused in the last 1.8 s; see http://127.0.0.1:9502/api/verdicts or the access log");
    }

    // The visitor's page names the request: whoever is told of it must find it here, even where no command knows more.
    [Fact]
    public void A_card_names_the_request_without_an_admin_port_too()
    {
        using var report = Report(terminal: true, where: new WhereToLook(null, HasLog: false));
        report.Tell(SampleVerdicts.Of(SampleVerdicts.Refused));
        _told.ToString().ShouldContain("id 4bf92f3577b34da6a3ce929d0e0e4736");
    }

    [Fact]
    public void Visitors_who_gave_up_on_a_silent_server_are_told_of_in_one_line()
    {
        using var report = Report();
        foreach (var seconds in (double[])[2, 5, 0.3, 3])
        {
            report.Tell(SampleVerdicts.Of(SampleVerdicts.Left with { Elapsed = TimeSpan.FromSeconds(seconds), Upstream = "app" }));
        }

        _clock.Tick();
        _told.Lines.ShouldHaveSingleItem().ShouldEndWith(
            " - 3 visitors left after waiting up to 5.0 s for http://127.0.0.1:3000 (no response yet; timeouts.first_byte = 60s)");
        report.Tell(SampleVerdicts.Of(SampleVerdicts.Left with { Elapsed = TimeSpan.FromSeconds(2) }));
        _clock.Now += TimeSpan.FromSeconds(9);
        _clock.Tick();
        _told.Lines.Length.ShouldBe(1);
        _clock.Now += TimeSpan.FromSeconds(1);
        _clock.Tick();
        _told.Lines[^1].ShouldContain(" - 1 visitor left ");
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

    [Theory]
    [InlineData("http://127.0.0.1:9503", "goodgate explain 4bf92f3577b34da6a3ce929d0e0e4736 --admin 127.0.0.1:9503")]
    [InlineData(null, null)]
    public void The_hint_names_the_admin_port_that_can_answer(string? admin, string? expected)
    {
        using var report = Report(terminal: true, where: new WhereToLook(admin, HasLog: false));
        report.Tell(SampleVerdicts.Of(SampleVerdicts.Refused));
        _told.ToString().ShouldContain(expected ?? "operator must act");
        _told.ToString().Contains("goodgate explain", StringComparison.Ordinal).ShouldBe(expected is not null);
    }
}
