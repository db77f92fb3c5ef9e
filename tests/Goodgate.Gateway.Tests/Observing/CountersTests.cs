using Goodgate.Gateway.Observing;

namespace Goodgate.Gateway.Tests.Observing;

public sealed class CountersTests
{
    [Fact]
    public async Task No_count_is_lost_between_threads()
    {
        var counts = new StripedCounts(3);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                counts.Add(1);
                counts.Add(2, 3);
            }
        })));
        counts.Read(0).ShouldBe(0);
        counts.Read(1).ShouldBe(80_000);
        counts.Read(2).ShouldBe(240_000);
    }

    [Fact]
    public void A_value_on_a_bound_belongs_to_its_bucket()
    {
        var histogram = new Histogram([1, 2]);
        foreach (var value in (double[])[0.5, 1, 1.5, 2, 9])
        {
            histogram.Add(value);
        }

        histogram.Count(0).ShouldBe(2);
        histogram.Count(1).ShouldBe(2);
        histogram.Count(2).ShouldBe(1);
        histogram.Sum.ShouldBe(14);
    }
}
