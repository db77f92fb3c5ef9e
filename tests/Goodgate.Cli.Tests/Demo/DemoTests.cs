using Goodgate.Cli.Demo;
using Goodgate.Cli.Labs;
using Goodgate.Cli.Running;
using Goodgate.Cli.Showing;
using Goodgate.Lab;
using Goodgate.Lab.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Tests.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task One_round_names_every_fault()
    {
        await using var called = await Called.WithAsync("demo", "--quick");
        called.ExitCode.ShouldBe(0, called.Out.ToString() + called.Error);
        var right = called.Out.Lines.Where(line => line.StartsWith('✓')).ToList();
        right.Count.ShouldBeGreaterThanOrEqualTo(20);
        right.ShouldAllBe(line => line.Split(' ')[1] == line.Split(' ')[3]);
        called.Out.Lines.ShouldNotContain(line => line.StartsWith('✗'));
        called.Out.Lines[0].ShouldMatch(@"^site +http://127\.0\.0\.1:\d+$");
        called.Out.Lines[1].ShouldMatch(@"^admin +http://127\.0\.0\.1:\d+$");
        called.Out.Lines[^1].ShouldStartWith($"{right.Count} of {right.Count} faults named right; ");
    }

    [Fact]
    public async Task On_a_terminal_it_goes_on_until_it_is_stopped()
    {
        await using var called = new Called(terminal: true);
        var run = called.Start("demo");
        await called.Out.LineWithAsync("kept up");
        called.Signals.RequestStop(StopSignal.Interrupt);
        (await run).ShouldBe(0);
        called.Out.Lines[^1].ShouldMatch(@"^\d+ of \d+ faults named right; \d+ of \d+ visits answered");
    }

    [Theory]
    [InlineData(502, false, "502")]
    [InlineData(200, true, "200, cut off")]
    [InlineData(null, true, "cut off")]
    public void A_response_that_broke_off_is_no_success(int? status, bool cut, string expected) => new Visit(status, cut).ToString().ShouldBe(expected);

    [Theory]
    [InlineData(40, 16)]
    [InlineData(80, 24)]
    [InlineData(100, 30)]
    [InlineData(200, 60)]
    public async Task The_picture_fits_the_window(int width, int height)
    {
        await using var lab = await FaultLab.StartAsync([Faults.Find("connect-refused")!, Faults.Find("response-timeout")!]);
        var state = new DemoState([.. Enumerable.Range(0, 20).SelectMany(_ => lab.Running)]);
        var verdict = Judge.Decide(Showing.SampleVerdicts.Refused);
        for (var act = 0; act < state.Faults.Count; act++)
        {
            state.Begin(act);
            var picture = Rendered(new DemoPicture(state, "http://127.0.0.1:8080", "http://127.0.0.1:9502", () => 3), width, height);
            picture.Length.ShouldBeLessThanOrEqualTo(height);
            picture.ShouldAllBe(line => line.Length <= width);
            picture.ShouldContain(line => line.Contains(state.Faults[act].Name, StringComparison.Ordinal));
            (picture.Count(line => line.Contains("… ", StringComparison.Ordinal) && line.EndsWith(" more", StringComparison.Ordinal)) == 1).ShouldBe(height < 50);
            state.End(act, new DemoResult(state.Faults[act], verdict, new Visit(502, IsCut: false)));
        }

        state.Right.ShouldBe(20);
        state.Wrong.ShouldBe(20);
    }

    [Fact]
    public void What_is_left_out_has_a_reason()
    {
        DemoSite.Unplayable.ShouldAllBe(one => one.Why.Length > 0);
        (FaultChoice.Principal.Count - DemoSite.Unplayable.Count).ShouldBeGreaterThanOrEqualTo(20);
    }

    private static string[] Rendered(DemoPicture picture, int width, int height)
    {
        using var told = new Transcript();
        new Screen(told, isTerminal: false, colours: false, width).Show(picture.Frame(0, width, height));
        return told.ToString().TrimEnd('\n').Split('\n');
    }
}
