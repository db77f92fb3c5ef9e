using System.Text;
using Goodgate.Gateway.Inbound;

namespace Goodgate.Gateway.Tests.Inbound;

public sealed class ConnectionFieldEncodingTests
{
    [Theory]
    [InlineData("keep-alive", "keep-alive")]
    [InlineData("Keep-Alive", "Keep-Alive")]
    [InlineData("close", "close")]
    [InlineData("Upgrade", "Upgrade")]
    [InlineData("", "")]
    [InlineData("x-a", "x-a")]
    [InlineData("x-a, x-b", "x-a, x-b")]
    [InlineData("close, x-a", "keep-alive, close, x-a")]
    [InlineData("x-a ,Close", "keep-alive, x-a, Close")]
    [InlineData("keep-alive, x-a", "x-a")]
    [InlineData("keep-alive, Upgrade", "keep-alive, Upgrade")]
    [InlineData("keep-alive,keep-alive", "")]
    [InlineData(",close,", "keep-alive, , close, ")]
    [InlineData("\u00e9, close", "keep-alive, \u00e9, close")]
    public void Names_beside_an_option_survive_Kestrel(string received, string expected) =>
        ConnectionFieldEncoding.Instance.GetString(Encoding.Latin1.GetBytes(received)).ShouldBe(expected);
}
