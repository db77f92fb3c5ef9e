using Goodgate.Cli.Settings.Values;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Tests.Settings;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("2s", 2_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1h1m1s1ms", 3_661_001)]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("99999999h", 359_999_996_400_000)]
    public void Durations_are_read(string text, long milliseconds)
    {
        DurationText.TryParse(text, out var duration).ShouldBeTrue();
        duration.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
        DurationText.TryParse(Durations.Text(duration), out var again).ShouldBeTrue();
        again.ShouldBe(duration);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("s", null)]
    [InlineData("5", "5s")]
    [InlineData("5 s", "5s")]
    [InlineData("5S", "5s")]
    [InlineData("5sec", "5s")]
    [InlineData("2 minutes", "2m")]
    [InlineData("2d", "48h")]
    [InlineData("1.5s", "1500ms")]
    [InlineData("-5s", null)]
    [InlineData("30s1m", null)]
    [InlineData("1s1s", null)]
    [InlineData("1s5", null)]
    [InlineData("1e3s", null)]
    [InlineData("999999999h", null)]
    [InlineData("٥s", null)]
    public void What_is_no_duration_is_refused_with_a_guess(string text, string? meant)
    {
        DurationText.TryParse(text, out _).ShouldBeFalse();
        DurationText.Guess(text).ShouldBe(meant);
    }

    [Theory]
    [InlineData("0", 0, "0B")]
    [InlineData("512B", 512, "512B")]
    [InlineData("65536", 65_536, "64KiB")]
    [InlineData("64KiB", 65_536, "64KiB")]
    [InlineData("1MiB", 1_048_576, "1MiB")]
    [InlineData("3GiB", 3_221_225_472, "3GiB")]
    [InlineData("1025", 1_025, "1025B")]
    public void Sizes_are_read(string text, long bytes, string written)
    {
        SizeText.TryParse(text, out var size).ShouldBeTrue();
        size.ShouldBe(bytes);
        SizeText.Format(size).ShouldBe(written);
    }

    [Theory]
    [InlineData("64k", "64KiB")]
    [InlineData("64K", "64KiB")]
    [InlineData("64KB", "64KiB")]
    [InlineData("64kib", "64KiB")]
    [InlineData("1 MiB", "1MiB")]
    [InlineData("1M", "1MiB")]
    [InlineData("1.5MiB", null)]
    [InlineData("-1", null)]
    [InlineData("", null)]
    [InlineData("KiB", null)]
    [InlineData("9999999999GiB", null)]
    [InlineData("99999999999999999999", null)]
    public void What_is_no_size_is_refused_with_a_guess(string text, string? meant)
    {
        SizeText.TryParse(text, out _).ShouldBeFalse();
        SizeText.Guess(text).ShouldBe(meant);
    }

    [Theory]
    [InlineData("upstrem", "upstreams")]
    [InlineData("Sites", "sites")]
    [InlineData("dnss", "dns")]
    [InlineData("first-byte", "first_byte")]
    [InlineData("firstByte", "first_byte")]
    [InlineData("lsiten", "listen")]
    [InlineData("connection_timeout", "connect")]
    [InlineData("a", null)]
    [InlineData("", null)]
    [InlineData("completely", null)]
    public void The_nearest_word_is_found_or_none(string word, string? nearest) =>
        NearestWord.Of(word, ["upstreams", "sites", "dns", "listen", "first_byte", "connect", "to"]).ShouldBe(nearest);
}
