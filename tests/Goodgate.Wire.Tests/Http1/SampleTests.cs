using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class SampleTests
{
    [Fact]
    public void Every_byte_is_shown_in_printable_ASCII()
    {
        Sample.Escape("a\r\n\t\\\0\x1B\x7F~ "u8).ShouldBe(@"a\r\n\t\\\x00\x1B\x7F~ ");
        for (var b = 0; b < 256; b++)
        {
            Sample.Escape([(byte)b]).ShouldAllBe(c => c >= 0x20 && c <= 0x7E);
        }
    }

    [Theory]
    [InlineData(0, "GET")]
    [InlineData(30, "…6789abcdefghijklmnopqrstuvwxyz")]
    public void Some_bytes_before_the_offset_are_shown(int offset, string start) =>
        Sample.Around(Latin1.Bytes(offset == 0 ? "GET" : "0123456789abcdefghijklmnopqrstuvwxyz"), offset).ShouldStartWith(start);

    [Fact]
    public void A_sample_is_never_longer_than_said()
    {
        for (var length = 0; length < 300; length++)
        {
            var bytes = new byte[length];
            Sample.Escape(bytes).Length.ShouldBeLessThanOrEqualTo(Sample.MaxLength);
            Sample.Around(bytes, length / 2).Length.ShouldBeLessThanOrEqualTo(Sample.MaxLength);
            Sample.Around(bytes, length + 5).Length.ShouldBeLessThanOrEqualTo(Sample.MaxLength);
            Array.Fill(bytes, (byte)'a');
            Sample.Around(bytes, 0).Length.ShouldBeLessThanOrEqualTo(Sample.MaxLength);
            Sample.Escape(bytes, 40).Length.ShouldBeLessThanOrEqualTo(40);
        }
    }

    // No value of a cookie or credential may reach a log or page.
    [Theory]
    [InlineData("A: b\r\nSet-Cookie: sid=secret\x01; Path=/\r\n\r\n", @"Set-Cookie[hidden]\r\n")]
    [InlineData("Set-Cookie: sid=secret\r\nBad\x01: x\r\n\r\n", @"-Cookie[hidden]\r\nBad\x01: x")]
    [InlineData("Bad\x01: x\r\nSET-COOKIE: sid=secret\r\nA: b\r\n\r\n", @"Bad\x01: x\r\nSET-COOKIE[hidden]\r\nA: b")]
    [InlineData("Set-Cookie : sid=secret\r\n\r\n", "Set-Cookie[hidden]")]
    [InlineData("Set-Cookie sid=secret\r\n\r\n", "Set-Cookie[hidden]")]
    [InlineData("A: b\rSet-Cookie: sid=secret\r\n\r\n", "Set-Cookie[hidden]")]
    [InlineData("Set-Cookie: a=b;\r\n sid=secret\r\n sid2=secret\r\n\r\n", @"Set-Cookie[hidden]\r\n[hidden]\r\n")]
    [InlineData("Set-Cookie: 0123456789012345678901234567890123456789 sid=secret\x01secret\r\n\r\n", "…[hidden]")]
    [InlineData("Proxy-Authorization: Basic secret\x01\r\n\r\n", "horization[hidden]")]
    [InlineData("Vary: Cookie\r\nBad\x01: x\r\n\r\n", @"Vary: Cookie\r\nBad\x01: x")]
    public void Cookies_and_credentials_are_hidden(string fields, string shown)
    {
        var reader = new ResponseHeadReader();
        reader.Read(Latin1.Bytes("HTTP/1.1 200 OK\r\n" + fields), Reading.Usual).ShouldBe(ReadStatus.Invalid);
        reader.Violation!.Sample.ShouldContain(shown);
        reader.Violation.Sample.ShouldNotContain("secret");
        reader.Violation.Detail.ShouldNotContain("secret");
    }

    [Fact]
    public void A_secret_stays_hidden_wherever_the_sample_begins()
    {
        var message = Latin1.Bytes("A: b\r\nCookie: one=SECRET;\r\n\ttwo=SECRET SECRET SECRET SECRET SECRET SECRET\r\nB: c\r\n\r\n");
        for (var offset = 0; offset <= message.Length; offset++)
        {
            Sample.Around(message, offset).ShouldNotContain("SECRET");
        }
    }

    [Theory]
    [InlineData(22)]
    [InlineData(40)]
    public void A_trailer_section_too_large_hides_them_too(int maxBytes)
    {
        var reader = new ChunkedReader();
        reader.Read("0\r\nSet-Cookie: a=secret"u8, new HeadLimits(maxBytes, 9), out var framing, out _);
        reader.Read("secretsecretsecretsecretsecretsecret\r\n"u8, new HeadLimits(maxBytes, 9), out framing, out _).ShouldBe(ReadStatus.Invalid);
        reader.Violation!.Kind.ShouldBe(ViolationKind.TrailersTooLarge);
        reader.Violation.Sample.ShouldBe("Set-Cookie[hidden]");
    }
}
