using System.Net;
using System.Text.Json;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Observing;

/// <summary>Who a request comes from, when proxies stand before the gateway.</summary>
public sealed class ClientAddressTests : IDisposable
{
    private static readonly IPAddress Peer = IPAddress.Parse("10.0.0.1");
    private static readonly IPNetwork[] Trusted = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")];

    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-client-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "10.0.0.1")]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("192.0.2.7:4711", "192.0.2.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("[2001:db8::7]:4711", "2001:db8::7")]
    [InlineData("198.51.100.1, 192.0.2.7", "192.0.2.7")]
    [InlineData("198.51.100.1,192.0.2.7,10.0.0.3 , 10.0.0.2", "192.0.2.7")]
    [InlineData("198.51.100.1, fd00::1", "198.51.100.1")]
    [InlineData("10.0.0.3, 10.0.0.2", "10.0.0.3")]
    [InlineData("192.0.2.7, , ", "192.0.2.7")]
    [InlineData("192.0.2.7, unknown", "10.0.0.1")]
    [InlineData("192.0.2.7, unknown, 10.0.0.2", "10.0.0.2")]
    [InlineData("192.0.2.7, <script>", "10.0.0.1")]
    [InlineData("192.0.2.7, 1", "10.0.0.1")]
    [InlineData("192.0.2.7, 010.0.0.1", "10.0.0.1")]
    [InlineData("192.0.2.7:port", "10.0.0.1")]
    [InlineData("192.0.2.7:123456", "10.0.0.1")]
    [InlineData("[192.0.2.7]", "10.0.0.1")]
    [InlineData("[2001:db8::7", "10.0.0.1")]
    [InlineData("[2001:db8::7]x", "10.0.0.1")]
    public void The_rightmost_address_that_is_no_trusted_proxy_is_the_client(string list, string expected) =>
        Find(list, "").ShouldBe(expected);

    [Theory]
    [InlineData("for=192.0.2.7", "192.0.2.7")]
    [InlineData("For=192.0.2.7:4711;proto=https;by=10.0.0.1", "192.0.2.7")]
    [InlineData("proto=http ; FOR=\"192.0.2.7:_port\"", "192.0.2.7")]
    [InlineData("for=\"[2001:db8::7]:4711\"", "2001:db8::7")]
    [InlineData("for=\"[2001:db8::7]\", for=10.0.0.2;host=\"a,b;for=198.51.100.9\"", "2001:db8::7")]
    [InlineData("for=198.51.100.1, for=192.0.2.7;ext=\"\\\",for=198.51.100.9\", for=10.0.0.2", "192.0.2.7")]
    [InlineData("for=\"198.51.100.1, for=192.0.2.7", "192.0.2.7")]
    [InlineData("host=\"x, for=192.0.2.7, for=10.0.0.2", "192.0.2.7")]
    [InlineData("for=192.0.2.7, for=_hidden", "10.0.0.1")]
    [InlineData("for=192.0.2.7, for=unknown, for=10.0.0.2", "10.0.0.2")]
    [InlineData("for=192.0.2.7, proto=https", "10.0.0.1")]
    [InlineData("for=", "10.0.0.1")]
    [InlineData("for=\"192.0.2.7", "10.0.0.1")]
    [InlineData("for=\"\\192.0.2.7\"", "10.0.0.1")]
    [InlineData("\"\"\"", "10.0.0.1")]
    public void Forwarded_says_the_same_where_there_is_no_other(string forwarded, string expected)
    {
        Find("", forwarded).ShouldBe(expected);
        Find("198.51.100.77", forwarded).ShouldBe("198.51.100.77", "a proxy that writes X-Forwarded-For passes a client's Forwarded on");
    }

    [Fact]
    public void A_list_without_end_is_not_walked()
    {
        var asked = 0;
        var list = string.Join(',', Enumerable.Repeat("10.0.0.2", 10_000));
        ClientAddress.Find(Peer, "192.0.2.7," + list, "", address => IsTrusted(address, ref asked)).ToString().ShouldBe("10.0.0.2");
        asked.ShouldBeLessThan(20);
        Find(new string(',', 30_000), "").ShouldBe("10.0.0.1");
        Find("", new string('"', 30_001)).ShouldBe("10.0.0.1");
        Find("", "for=192.0.2.7," + new string('\\', 30_000) + "\"").ShouldBe("10.0.0.1");
    }

    [Fact]
    public async Task The_access_log_names_the_client_and_the_proxy_beside_it()
    {
        var lines = await LogAsync("json", ["127.0.0.0/8"], ("X-Forwarded-For", "198.51.100.1, 192.0.2.7"), ("Forwarded", "for=198.51.100.9"));
        var record = JsonElement.Parse(lines);
        record.GetProperty("client").GetString().ShouldBe("192.0.2.7");
        record.GetProperty("peer").GetString().ShouldBe("127.0.0.1");
        (await LogAsync("combined", ["127.0.0.0/8"], ("Forwarded", "for=\"[2001:db8::7]\""))).ShouldStartWith("2001:db8::7 - - [");
    }

    [Fact]
    public async Task A_stranger_is_who_it_is()
    {
        var record = JsonElement.Parse(await LogAsync("json", ["10.0.0.0/8"], ("X-Forwarded-For", "192.0.2.7")));
        record.GetProperty("client").GetString().ShouldBe("127.0.0.1");
        record.TryGetProperty("peer", out _).ShouldBeFalse();
    }

    private static string Find(string forwardedFor, string forwarded)
    {
        var asked = 0;
        return ClientAddress.Find(Peer, forwardedFor, forwarded, address => IsTrusted(address, ref asked)).ToString();
    }

    private static bool IsTrusted(IPAddress? address, ref int asked)
    {
        asked++;
        return Trusted.Any(network => network.Contains(address!));
    }

    private async Task<string> LogAsync(string format, string[] trusted, params (string Name, string Value)[] fields)
    {
        using var server = new TestServer();
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("n"));
        await using var gateway = await TestGateway.StartAsync(
            [server.Url], settings => settings with { TrustedProxies = trusted, AccessLog = new AccessLogSettings { Path = path, Format = format } });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        foreach (var (name, value) in fields)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        (await gateway.Client.SendAsync(request)).EnsureSuccessStatusCode();
        await gateway.StopAsync();
        return await File.ReadAllTextAsync(path);
    }
}
