using System.Net;
using Goodgate.Wire.Dns;

namespace Goodgate.Wire.Tests.Dns;

public sealed class IpLiteralTests
{
    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("2001:DB8::7")]
    [InlineData("::ffff:10.0.0.7")]
    public void An_address_is_taken(string text)
    {
        IpLiteral.TryParse(text, out var address).ShouldBeTrue();
        address.ShouldBe(IPAddress.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("256.0.0.1")]
    [InlineData("1.2.3.4.")]
    [InlineData("1.2.3.4 ")]
    [InlineData("1.2.3.4:80")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("::1/64")]
    [InlineData(":::")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::1%")]
    [InlineData("app")]
    public void What_merely_looks_like_one_is_not(string text) => IpLiteral.TryParse(text, out _).ShouldBeFalse();
}
