using Goodgate.Gateway.Rates;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Rates;

public sealed class RequestRateTests
{
    [Theory]
    [InlineData("5/s", 5, 1)]
    [InlineData("10/min", 10, 60)]
    [InlineData("100/h", 100, 3600)]
    [InlineData("1000000/s", 1_000_000, 1)]
    public void Rates_are_read(string text, int requests, int seconds)
    {
        RequestRate.TryParse(text, out var rate).ShouldBeTrue();
        rate.ShouldBe(new RequestRate(requests, TimeSpan.FromSeconds(seconds)));
        rate.Interval.Ticks.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("/s")]
    [InlineData("0/s")]
    [InlineData("-1/s")]
    [InlineData("+1/s")]
    [InlineData("1000001/s")]
    [InlineData("99999999999/s")]
    [InlineData("5/m")]
    [InlineData("5/S")]
    [InlineData("5 /s")]
    [InlineData("5/s ")]
    [InlineData("5/s/s")]
    [InlineData("1.5/s")]
    [InlineData("٥/s")]
    public void What_is_no_rate_is_refused(string text) => RequestRate.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("5/m", null)]
    [InlineData("5/s", -1)]
    [InlineData("5/s", 1_000_001)]
    public void A_limit_that_cannot_be_is_told(string rate, int? burst) =>
        Should.Throw<ArgumentException>(() => new RateLimit(new RateSettings { Requests = rate, Burst = burst }, null, TimeProvider.System)).Message.ShouldContain(rate);
}
