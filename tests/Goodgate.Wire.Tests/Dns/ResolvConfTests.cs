using System.Net;
using Goodgate.Wire.Dns;

namespace Goodgate.Wire.Tests.Dns;

public sealed class ResolvConfTests
{
    [Fact]
    public void An_empty_file_has_the_defaults_of_the_manual()
    {
        var conf = ResolvConf.Parse("\n# nothing here\n; nor here\n");

        conf.Nameservers.ShouldBeEmpty();
        conf.Search.ShouldBeEmpty();
        (conf.Ndots, conf.Timeout, conf.Attempts, conf.Rotate, conf.BadLines).ShouldBe((1, TimeSpan.FromSeconds(5), 2, false, 0));
    }

    [Fact]
    public void A_file_of_kubernetes_is_read()
    {
        var conf = ResolvConf.Parse("search shop.svc.cluster.local svc.cluster.local\tcluster.local.\n"
            + "nameserver 10.96.0.10\noptions ndots:5 timeout:3 attempts:4 rotate edns0 trust-ad\n");

        conf.Nameservers.ShouldBe([new ResolvConfNameserver(IPAddress.Parse("10.96.0.10"), null)]);
        conf.Search.ShouldBe(["shop.svc.cluster.local", "svc.cluster.local", "cluster.local"]);
        (conf.Ndots, conf.Timeout, conf.Attempts, conf.Rotate, conf.BadLines).ShouldBe((5, TimeSpan.FromSeconds(3), 4, true, 0));
    }

    [Fact]
    public void Link_local_servers_keep_their_scope()
    {
        var conf = ResolvConf.Parse("nameserver fe80::1%eth0\nnameserver fe80::2%3\nnameserver 2001:db8::53 # comment");

        conf.Nameservers[0].ShouldBe(new ResolvConfNameserver(IPAddress.Parse("fe80::1"), "eth0"));
        conf.Nameservers[1].Address.ScopeId.ShouldBe(3);
        conf.Nameservers[1].Scope.ShouldBeNull();
        conf.Nameservers[2].Address.ShouldBe(IPAddress.Parse("2001:db8::53"));
    }

    [Theory]
    [InlineData("nameserver")]
    [InlineData("nameserver dns.example.org")]
    [InlineData("nameserver 10.0.0")]
    [InlineData("nameserver 10.0.0.1:53")]
    [InlineData("nameserver [::1]")]
    [InlineData("nameserver ::1%")]
    [InlineData("nameserver 10.0.0.1%eth0")]
    [InlineData("nameserver ::1%averyveryverylongname")]
    [InlineData("search")]
    [InlineData("search ok.example bad..example")]
    [InlineData("options ndots:many")]
    [InlineData("options timeout:-1")]
    public void A_line_that_makes_no_sense_is_counted(string line) => ResolvConf.Parse(line).BadLines.ShouldBe(1);

    [Fact]
    public void The_last_search_or_domain_line_counts_and_a_dot_empties_it()
    {
        ResolvConf.Parse("search a.example b.example\ndomain c.example").Search.ShouldBe(["c.example"]);
        ResolvConf.Parse("domain c.example\nsearch .").Search.ShouldBeEmpty();
    }

    [Fact]
    public void Numbers_and_lists_are_bounded()
    {
        var conf = ResolvConf.Parse(
            "options ndots:99 timeout:4000000000 attempts:0\nnameserver 10.0.0.1\nnameserver 10.0.0.2\nnameserver 10.0.0.3\nnameserver 10.0.0.4\nsearch "
            + string.Join(' ', Enumerable.Range(0, 100).Select(i => $"d{i}.example")));

        (conf.Ndots, conf.Timeout, conf.Attempts).ShouldBe((15, TimeSpan.FromSeconds(30), 1));
        conf.Nameservers.Count.ShouldBe(ResolvConf.MaxNameservers);
        conf.Search.Count.ShouldBe(ResolvConf.MaxSearch);
        conf.BadLines.ShouldBe(2);
    }
}
