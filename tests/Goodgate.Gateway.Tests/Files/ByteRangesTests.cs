using Goodgate.Gateway.Files;

namespace Goodgate.Gateway.Tests.Files;

/// <summary>Ranges of a file of 1,000 bytes (RFC 9110 §14).</summary>
public sealed class ByteRangesTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("bytes=0-99", "0-99")]
    [InlineData("BYTES=0-0", "0-0")]
    [InlineData("bytes=999-", "999-999")]
    [InlineData("bytes=0-", "0-999")]
    [InlineData("bytes=500-5000", "500-999")]
    [InlineData("bytes=-1", "999-999")]
    [InlineData("bytes=-5000", "0-999")]
    [InlineData("bytes=0-1, 3-4 ,-2", "0-1 3-4 998-999")]
    [InlineData("bytes=,0-1,,5-6,", "0-1 5-6")]
    [InlineData("bytes=5-6,0-1", "5-6 0-1")]
    [InlineData("bytes=0-1,5000-6000", "0-1")]
    [InlineData("bytes=1000-", "")]
    [InlineData("bytes=1000-2000,5000-", "")]
    [InlineData("bytes=-0", "")]
    [InlineData("bytes=99999999999999999999-", "")]
    [InlineData("bytes=0-99999999999999999999", "0-999")]
    [InlineData("bytes=5-4", null)]
    [InlineData("bytes=", null)]
    [InlineData("bytes=-", null)]
    [InlineData("bytes=--5", null)]
    [InlineData("bytes=a-b", null)]
    [InlineData("bytes=+1-2", null)]
    [InlineData("bytes=0x1-2", null)]
    [InlineData("bytes=0 -1", null)]
    [InlineData("bytes 0-1", null)]
    [InlineData("lines=0-1", null)]
    [InlineData("bytes=0-1,x", null)]
    [InlineData("bytes=0-600,400-999", null)]
    [InlineData("bytes=0-,0-,0-", null)]
    [InlineData("bytes=0-0,2-2,4-4,6-6,8-8,10-10,12-12,14-14,16-16,18-18,20-20,22-22,24-24,26-26,28-28,30-30", "0-0 2-2 4-4 6-6 8-8 10-10 12-12 14-14 16-16 18-18 20-20 22-22 24-24 26-26 28-28 30-30")]
    [InlineData("bytes=0-0,2-2,4-4,6-6,8-8,10-10,12-12,14-14,16-16,18-18,20-20,22-22,24-24,26-26,28-28,30-30,32-32", null)]
    public void A_field_asks_for_parts(string? field, string? expected)
    {
        var ranges = ByteRanges.Read(field, 1000);

        (ranges is null ? null : string.Join(' ', ranges.Select(range => $"{range.First}-{range.Last}"))).ShouldBe(expected);
    }

    [Theory]
    [InlineData("bytes=0-")]
    [InlineData("bytes=-5")]
    public void An_empty_file_has_no_parts(string field) => ByteRanges.Read(field, 0).ShouldBeNull();
}
