using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>Times as HTTP writes them (RFC 9110 §5.6.7).</summary>
public sealed class HttpDateReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37")]
    [InlineData("SUN, 06 nov 1994 08:49:37 gmt", "1994-11-06T08:49:37")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37")]
    [InlineData("Thursday, 18-Aug-50 02:01:18 GMT", "2050-08-18T02:01:18")]
    [InlineData("Thursday, 18-Aug-76 02:01:18 GMT", "2076-08-18T02:01:18")]
    [InlineData("Thursday, 18-Aug-77 02:01:18 GMT", "1977-08-18T02:01:18")]
    [InlineData("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37")]
    [InlineData("Wed Nov 16 08:49:37 1994", "1994-11-16T08:49:37")]
    [InlineData("Thu, 29 Feb 2024 23:59:60 GMT", "2024-02-29T23:59:59")]
    [InlineData("Sun, 21 Nov 2286 04:46:39 GMT", "2286-11-21T04:46:39")]
    public void The_three_forms_are_read(string text, string time) =>
        HttpDateReader.Read(Encoding.ASCII.GetBytes(text), Now).ShouldBe(DateTimeOffset.Parse(time + "Z"));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 UTC")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 AEST")]
    [InlineData("Sun, 06 Nov 94 08:49:37 GMT")]
    [InlineData("Sun 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sun, 06  Nov  1994 08:49:37 GMT")]
    [InlineData("Sun, 06-Nov-1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 08.49.37 GMT")]
    [InlineData("Sun, 06 Nov 1994 8:49:37 GMT")]
    [InlineData("Sun, 31 Feb 1994 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 0000 08:49:37 GMT")]
    [InlineData("Sun, 06 Nov 1994 24:49:37 GMT")]
    [InlineData("Xxx, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sunday, 06-Nov-9x 08:49:37 GMT")]
    [InlineData("Sun Nov x6 08:49:37 1994")]
    public void All_else_is_no_time(string text) => HttpDateReader.Read(Encoding.ASCII.GetBytes(text), Now).ShouldBeNull();
}
