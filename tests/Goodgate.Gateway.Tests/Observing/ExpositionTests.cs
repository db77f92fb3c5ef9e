using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Observing.Metrics;

namespace Goodgate.Gateway.Tests.Observing;

public sealed class ExpositionTests
{
    [Fact]
    public void Text_is_what_Prometheus_documents()
    {
        var to = new Exposition(openMetrics: false);
        to.Counter("jobs", "Jobs done.").Sample(3, ("by", "me"));
        to.Gauge("heat", "How hot.").Sample(0.25);
        to.ToString().ShouldBe("# HELP jobs_total Jobs done.\n# TYPE jobs_total counter\njobs_total{by=\"me\"} 3\n# HELP heat How hot.\n# TYPE heat gauge\nheat 0.25\n");
    }

    [Fact]
    public void OpenMetrics_names_families_without_total_and_ends_with_a_mark()
    {
        var to = new Exposition(openMetrics: true);
        to.Counter("jobs", "Jobs done.").Sample(3);
        to.Histogram("wait_seconds", "Waited.", new Histogram([0.5, 1]));
        var text = to.ToString();
        text.ShouldContain("# TYPE jobs counter\njobs_total 3\n");
        text.ShouldContain("le=\"1.0\"");
        PrometheusText.Parse(text, openMetrics: true).Types["jobs"].ShouldBe("counter");
    }

    [Theory]
    [InlineData("a\"b\\c\nd")]
    [InlineData("} 1\nevil_total 7")]
    [InlineData("\u00e9\ud83d\ude00,")]
    public void A_label_gives_back_what_was_put_in(string value)
    {
        foreach (var openMetrics in (bool[])[false, true])
        {
            var to = new Exposition(openMetrics);
            to.Gauge("heat", "Help with \\ and \n in it.").Sample(1, ("site", value), ("b", "2"));
            PrometheusText.Parse(to.ToString(), openMetrics).Samples.ShouldHaveSingleItem().Key.ShouldBe($"heat{{site={value},b=2}}");
        }
    }

    [Fact]
    public void A_carriage_return_cannot_break_a_line()
    {
        var to = new Exposition(openMetrics: false);
        to.Gauge("heat", "How hot.").Sample(1, ("site", "a\rb"));
        to.ToString().ShouldNotContain("\r");
    }
}
