using Goodgate.Wire.Dns;

namespace Goodgate.Wire.Tests.Dns;

public sealed class TextFuzzTests
{
    private static readonly string[] Pieces =
    [
        "nameserver", "search", "domain", "options", "ndots:", "timeout:", "attempts:", "rotate", "10.0.0.7", "fe80::1%eth0", "::", "::1", "[", "]", "%", "/",
        "\n10.0.0.7 app\n", "\nnameserver ::1\n", "app",
        "app.example", ".", "..", "#", ";", " ", "\t", "\n", "\r\n", "\0", "\u001b", "\uFFFD", "99999999999", "-1", "0x7f", "ü", "_", ":", "256.1.1.1",
    ];

    [Fact]
    public void Whatever_the_text_is_the_parsers_stay_within_their_bounds()
    {
        var random = new Random(6761);
        int addresses = 0, servers = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            addresses += HostsFile.Parse(text).Find("app").Count;
            var conf = ResolvConf.Parse(text);
            servers += conf.Nameservers.Count;
            if (conf.Ndots is < 0 or > 15 || conf.Attempts is < 1 or > 5 || conf.Nameservers.Count > ResolvConf.MaxNameservers
                || conf.Timeout < TimeSpan.FromSeconds(1) || conf.Timeout > TimeSpan.FromSeconds(30)
                || conf.Search.Any(domain => DnsName.Check(domain) != DnsNameViolation.None))
            {
                Assert.Fail($"out of bounds: {Uri.EscapeDataString(text)}");
            }
        }

        // The fuzz must reach the good lines too.
        addresses.ShouldBeGreaterThan(0);
        servers.ShouldBeGreaterThan(0);
    }
}
