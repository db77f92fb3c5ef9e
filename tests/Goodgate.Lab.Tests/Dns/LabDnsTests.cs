using System.Net;
using Goodgate.Lab.Dns;

namespace Goodgate.Lab.Tests.Dns;

public sealed class LabDnsTests
{
    private const ushort A = 1;
    private const ushort Aaaa = 28;

    [Theory]
    [InlineData("name.invalid", 3)]
    [InlineData(LabNames.NoAddress, 0)]
    [InlineData(LabNames.ServerFailure, 2)]
    [InlineData(LabNames.NotImplemented, 4)]
    [InlineData(LabNames.Refused, 5)]
    [Proves("dns-name-not-found", "dns-name-not-found-no-address", "dns-server-failure", "dns-server-failure-not-implemented", "dns-server-failure-refused")]
    public async Task A_name_gets_its_response_code_and_no_answer(string name, int rcode)
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        using var client = new DnsClient(dns.Address);
        foreach (var type in (ushort[])[A, Aaaa])
        {
            var query = DnsClient.Query(name, type);
            foreach (var reply in (byte[][])[await client.AskAsync(name, type), await client.AskOverTcpAsync(name, type)])
            {
                // The id, QR + AA + RD, RA + RCODE, one question, nothing else; then the question again.
                reply[..12].ShouldBe([0x47, 0x11, 0x85, (byte)(0x80 | rcode), 0, 1, 0, 0, 0, 0, 0, 0]);
                reply[12..].ShouldBe(query[12..]);
            }
        }

        dns.Seen.Requests.Select(r => r.ToString()).ShouldBe([$"A udp {name}", $"A tcp {name}", $"AAAA udp {name}", $"AAAA tcp {name}"]);
    }

    [Theory]
    [InlineData(LabNames.Healthy, A, "127.0.0.1")]
    [InlineData(LabNames.Healthy, Aaaa, "::1")]
    [InlineData(LabNames.OnlyIPv4, A, "127.0.0.1")]
    [InlineData(LabNames.OnlyIPv6, Aaaa, "::1")]
    [InlineData(LabNames.Metadata, A, "169.254.169.254")]
    [InlineData("HEALTHY.goodgate.TEST", A, "127.0.0.1")]
    public async Task A_name_gets_its_address(string name, ushort type, string address)
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        using var client = new DnsClient(dns.Address);
        var reply = await client.AskAsync(name, type);
        reply[7].ShouldBe((byte)1);
        Addresses(reply).ShouldBe([IPAddress.Parse(address)]);
    }

    [Theory]
    [InlineData(LabNames.OnlyIPv4, Aaaa)]
    [InlineData(LabNames.OnlyIPv6, A)]
    public async Task The_other_family_gets_an_empty_answer(string name, ushort type)
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        using var client = new DnsClient(dns.Address);
        var reply = await client.AskAsync(name, type);
        (reply[3] & 15).ShouldBe(0);
        reply[7].ShouldBe((byte)0);
    }

    [Fact]
    public async Task An_alias_stands_before_the_addresses_it_leads_to()
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        using var client = new DnsClient(dns.Address);
        var reply = await client.AskAsync(LabNames.Alias, A);
        reply[7].ShouldBe((byte)2);
        var first = DnsClient.Query(LabNames.Alias, A).Length;
        reply[first..(first + 4)].ShouldBe([0xC0, 12, 0, 5]);
        var length = reply[first + 11];
        reply[(first + 12)..(first + 12 + length)].ShouldBe(DnsClient.Query(LabNames.Healthy, A)[12..^4]);

        // The owner of the address is a pointer to the alias' target.
        reply[(first + 12 + length)..(first + 16 + length)].ShouldBe([0xC0, (byte)(first + 12), 0, 1]);
        reply[^4..].ShouldBe([127, 0, 0, 1]);
    }

    [Fact]
    public async Task An_alias_can_lead_to_itself()
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        using var client = new DnsClient(dns.Address);
        var reply = await client.AskAsync(LabNames.AliasLoop, A);
        reply[7].ShouldBe((byte)1);
        var query = DnsClient.Query(LabNames.AliasLoop, A);
        reply[(query.Length + 12)..].ShouldBe(query[12..^4]);
    }

    [Fact]
    [Proves("dns-timeout")]
    public async Task The_silent_name_gets_no_answer()
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        using var client = new DnsClient(dns.Address);
        await client.SendAsync(DnsClient.Query(LabNames.Silent, A));

        // The server answers in order: the answer to the second query comes first, so the first got none.
        var reply = await client.AskAsync(LabNames.Refused, A);
        (reply[3] & 15).ShouldBe(5);
        dns.Seen.Requests[0].ToString().ShouldBe($"A udp {LabNames.Silent}");
    }

    [Fact]
    [Proves("dns-truncated")]
    public async Task The_truncated_answer_is_whole_over_TCP()
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        using var client = new DnsClient(dns.Address);
        var udp = await client.AskAsync(LabNames.Truncated, A);
        udp[2].ShouldBe((byte)0x87); // QR, AA, TC, RD
        udp[7].ShouldBe((byte)0);
        var tcp = await client.AskOverTcpAsync(LabNames.Truncated, A);
        tcp[2].ShouldBe((byte)0x85);
        Addresses(tcp).ShouldBe([IPAddress.Loopback]);
    }

    [Fact]
    [Proves("dns-forged")]
    public async Task The_forged_answer_comes_first_with_another_id()
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        using var client = new DnsClient(dns.Address);
        var forged = await client.AskAsync(LabNames.Forged, A);
        forged[..2].ShouldBe([0x47, 0x12]);
        Addresses(forged).ShouldBe([IPAddress.Parse("192.0.2.1")]);
        var real = await client.ReceiveAsync();
        real[..2].ShouldBe([0x47, 0x11]);
        Addresses(real).ShouldBe([IPAddress.Loopback]);
    }

    [Fact]
    public async Task The_garbled_answer_points_to_itself()
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        using var client = new DnsClient(dns.Address);
        var reply = await client.AskAsync(LabNames.Garbled, A);
        var at = DnsClient.Query(LabNames.Garbled, A).Length;
        reply[at..(at + 2)].ShouldBe([0xC0, (byte)at]);
    }

    [Fact]
    public async Task An_answer_can_be_changed_while_the_server_runs()
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        using var client = new DnsClient(dns.Address);
        dns.Set("app.goodgate.test", LabAnswer.To(IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")) with { Ttl = TimeSpan.FromSeconds(7) });
        var reply = await client.AskAsync("app.goodgate.test", A);
        Addresses(reply).ShouldBe([IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")]);
        reply[^10..^6].ShouldBe([0, 0, 0, 7]);
        dns.Set("app.goodgate.test", LabAnswer.Error(3));
        ((await client.AskAsync("app.goodgate.test", A))[3] & 15).ShouldBe(3);
    }

    [Fact]
    public async Task Messages_that_are_no_query_get_no_answer_and_do_no_harm()
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        using var client = new DnsClient(dns.Address);
        var query = DnsClient.Query(LabNames.Healthy, A);
        await client.SendAsync([]);
        await client.SendAsync([1, 2, 3]);
        await client.SendAsync(query[..^1]);
        await client.SendAsync(DnsClient.Query(LabNames.Healthy, A, flags: 0x80));
        await client.SendAsync([.. query[..12], 0xC0, 12, 0, 1, 0, 1]);
        await client.SendAsync([.. query[..12], 63, 65]);
        await client.SendAsync([.. query[..12], .. Enumerable.Repeat<byte>(1, 600), 0, 0, 1, 0, 1]);
        ((await client.AskAsync(LabNames.Refused, A))[3] & 15).ShouldBe(5);
        dns.Seen.RequestCount.ShouldBe(1);
        dns.Seen.Defects.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_with_a_clear_error()
    {
        await using var dns = LabDns.Start(IPAddress.Loopback);
        Should.Throw<LabException>(() => LabDns.Start(IPAddress.Loopback, dns.Address.Port)).Message.ShouldContain($"127.0.0.1:{dns.Address.Port}");
    }

    [Fact]
    public async Task Faults_of_names_say_which_resolver_to_ask()
    {
        await using var playing = await OneFault.PlayAsync("dns-server-failure");
        playing.Url.ShouldBe("http://servfail.goodgate.test:80");
        playing.Running.Resolver.ShouldBe(playing.Lab.Dns.Address.ToString());
        playing.Running.Note.ShouldContain(playing.Running.Resolver!);
        using var client = new DnsClient(playing.Lab.Dns.Address);
        ((await client.AskAsync(LabNames.ServerFailure, A))[3] & 15).ShouldBe(2);
    }

    /// <summary>The data of all records; good for answers without an alias.</summary>
    private static List<IPAddress> Addresses(byte[] reply)
    {
        var at = 12;
        while (reply[at] != 0)
        {
            at += 1 + reply[at];
        }

        var found = new List<IPAddress>();
        for (at += 5; at < reply.Length; at += 12 + reply[at + 11])
        {
            found.Add(new IPAddress(reply[(at + 12)..(at + 12 + reply[at + 11])]));
        }

        return found;
    }
}
