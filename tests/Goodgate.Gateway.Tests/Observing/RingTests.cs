using Goodgate.Gateway.Observing.Failures;

namespace Goodgate.Gateway.Tests.Observing;

public sealed class RingTests
{
    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(2, new[] { 2, 1 })]
    [InlineData(3, new[] { 3, 2, 1 })]
    [InlineData(7, new[] { 7, 6, 5 })]
    public void The_newest_come_first_and_the_oldest_go(int added, int[] held)
    {
        var ring = new Ring<int>(3);
        for (var i = 1; i <= added; i++)
        {
            ring.Add(i);
        }

        ring.ToArray().ShouldBe(held);
        ring.Count.ShouldBe(held.Length);
    }
}
