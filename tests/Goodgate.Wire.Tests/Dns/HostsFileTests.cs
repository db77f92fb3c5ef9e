using System.Net;
using Goodgate.Wire.Dns;

namespace Goodgate.Wire.Tests.Dns;

public sealed class HostsFileTests
{
    [Fact]
    public void Names_and_aliases_have_the_addresses_of_all_their_lines()
    {
        var file = HostsFile.Parse("127.0.0.1\tlocalhost\r\n::1 localhost ip6-localhost # loopback\n"
            + "\n# 10.9.9.9 old\n10.0.0.7   app  App.internal.\n10.0.0.8 app\n10.0.0.7 APP");

        file.Find("localhost").ShouldBe([IPAddress.Loopback, IPAddress.IPv6Loopback]);
        file.Find("app").ShouldBe([IPAddress.Parse("10.0.0.7"), IPAddress.Parse("10.0.0.8")]);
        file.Find("app.INTERNAL.").ShouldBe([IPAddress.Parse("10.0.0.7")]);
        file.Find("old").ShouldBeEmpty();
        file.BadLines.ShouldBe(0);
        file.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0 app")]
    [InlineData("010.0.0.1 app")]
    [InlineData("0x7f.1 app")]
    [InlineData("fe80::1%eth0 app")]
    [InlineData("10.0.0.1 a..b")]
    [InlineData("10.0.0.1 a\u001b[31m")]
    public void A_line_that_cannot_be_read_is_left_out_and_counted(string line)
    {
        var file = HostsFile.Parse($"10.0.0.2 good\n{line}\n10.0.0.3 better");

        file.BadLines.ShouldBe(1);
        file.Count.ShouldBe(2);
        file.Find("better").ShouldBe([IPAddress.Parse("10.0.0.3")]);
    }

    [Fact]
    public void Names_and_addresses_are_bounded()
    {
        var addresses = HostsFile.Parse(string.Join('\n', Enumerable.Range(0, 200).Select(i => $"10.0.0.{i} app")));
        addresses.Find("app").Count.ShouldBe(HostsFile.MaxAddressesPerName);
        addresses.BadLines.ShouldBe(200 - HostsFile.MaxAddressesPerName);

        var names = HostsFile.Parse(string.Join('\n', Enumerable.Range(0, HostsFile.MaxNames + 5).Select(i => $"10.0.0.1 n{i}")));
        names.Count.ShouldBe(HostsFile.MaxNames);
        names.BadLines.ShouldBe(5);
    }
}
