using Goodgate.Gateway.Fpm.Polling;

namespace Goodgate.Gateway.Tests.Fpm;

public sealed class FpmAddressTests
{
    [Theory]
    [InlineData("unix:/run/php/php8.2-fpm.sock", "/run/php/php8.2-fpm.sock")]
    [InlineData("unix:///run/php.sock", "/run/php.sock")]
    [InlineData("/run/php.sock", "/run/php.sock")]
    [InlineData("127.0.0.1:9000", "127.0.0.1:9000")]
    [InlineData("9000", "127.0.0.1:9000")]
    [InlineData("*:9000", "127.0.0.1:9000")]
    [InlineData("0.0.0.0:9000", "127.0.0.1:9000")]
    [InlineData("[::1]:9000", "[::1]:9000")]
    [InlineData("[::]:9000", "[::1]:9000")]
    [InlineData("php:9000", "php:9000")]
    public void Every_way_to_write_it_is_read(string text, string address)
    {
        FpmAddress.Parse(text, out var problem)!.ToString().ShouldBe(address);
        problem.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("php")]
    [InlineData("php:0")]
    [InlineData("php:70000")]
    [InlineData("unix:run/php.sock")]
    [InlineData("http://127.0.0.1:9000")]
    [InlineData("a b:9000")]
    public void What_is_none_is_refused(string text)
    {
        FpmAddress.Parse(text, out var problem).ShouldBeNull();
        problem.ShouldBe("expected unix:/PATH or HOST:PORT");
    }

    [Fact]
    public void A_path_has_the_length_of_sun_path()
    {
        FpmAddress.Parse("/" + new string('a', 106), out _).ShouldNotBeNull();
        FpmAddress.Parse("/" + new string('a', 107), out var problem).ShouldBeNull();
        problem.ShouldNotBeNull().ShouldContain("107 bytes");
    }
}
