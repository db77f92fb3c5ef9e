using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Settings;

public sealed class DurationsTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ms")]
    [InlineData(500, "500ms")]
    [InlineData(1500, "1500ms")]
    [InlineData(2000, "2s")]
    [InlineData(90_000, "90s")]
    [InlineData(60_000, "1m")]
    [InlineData(3_600_000, "1h")]
    [InlineData(5_400_000, "90m")]
    [InlineData(86_400_000, "24h")]
    public void The_largest_unit_that_divides_it(int milliseconds, string text) => Durations.Text(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);

    [Fact]
    public void Parts_of_a_millisecond_are_shown() => Durations.Text(TimeSpan.FromMicroseconds(1500)).ShouldBe("1.5ms");
}
