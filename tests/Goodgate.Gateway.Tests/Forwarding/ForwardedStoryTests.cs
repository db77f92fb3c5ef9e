using System.Net;
using Goodgate.Gateway.Forwarding;

namespace Goodgate.Gateway.Tests.Forwarding;

/// <summary>Forwarded and X-Forwarded-*, as different proxies before us say them: whichever of them a framework reads, it finds the same.</summary>
public sealed class ForwardedStoryTests
{
    private static readonly ForwardedClaims Nothing = new("", "", "", "", "");

    [Fact]
    public void Of_a_stranger_we_tell_what_we_see() =>
        Own().ByOurselves().ShouldBe(new ForwardedClaims("for=10.0.0.9;host=\"site.test:8176\";proto=http", "10.0.0.9", "http", "site.test:8176", "8176"));

    [Fact]
    public void A_proxy_that_says_nothing_is_the_client() => After(Nothing).ShouldBe(Own().ByOurselves());

    [Fact]
    public void Without_Forwarded_it_is_built_from_the_others_and_the_port_is_that_of_https() =>
        After(Nothing with { For = "1.2.3.4", Proto = "https", Host = "pub.example" }).ShouldBe(new ForwardedClaims(
            "for=1.2.3.4;host=pub.example;proto=https, for=10.0.0.9", "1.2.3.4, 10.0.0.9", "https", "pub.example", "443"));

    [Fact]
    public void With_nothing_but_Forwarded_the_others_are_built_from_it() =>
        After(Nothing with { Forwarded = "for=\"[2001:db8::1]\";proto=https;host=\"pub.example:8443\"" }).ShouldBe(new ForwardedClaims(
            "for=\"[2001:db8::1]\";proto=https;host=\"pub.example:8443\", for=10.0.0.9", "2001:db8::1, 10.0.0.9", "https", "pub.example:8443", "8443"));

    [Theory]
    [InlineData("https", "pub.example", "", "443")]
    [InlineData("http", "pub.example", "", "80")]
    [InlineData("https", "pub.example:8443", "", "8443")]
    [InlineData("https", "[::1]", "", "443")]
    [InlineData("https", "pub.example:8443", "9443", "9443")]
    [InlineData("", "pub.example", "", "80")]
    [InlineData("https", "", "", "8176")]
    public void The_port_is_the_one_said_then_the_hosts_then_the_schemes(string proto, string host, string port, string expected) =>
        After(Nothing with { For = "1.2.3.4", Proto = proto, Host = host, Port = port }).Port.ShouldBe(expected);

    [Fact]
    public void Forwarded_that_agrees_is_added_to_and_lacks_nothing() =>
        After(new ForwardedClaims("for=1.2.3.4", "1.2.3.4", "https", "pub.example", "")).Forwarded.ShouldBe("for=1.2.3.4, for=10.0.0.9;host=pub.example;proto=https");

    [Theory]
    [InlineData("for=6.6.6.6;proto=http;host=evil.example")]
    [InlineData("for=1.2.3.4;proto=http;host=pub.example")]
    [InlineData("for=1.2.3.4;proto=https;host=evil.example")]
    [InlineData("nonsense\"")]
    public void Forwarded_that_contradicts_the_others_was_passed_on_from_a_stranger_and_goes(string forwarded) =>
        After(new ForwardedClaims(forwarded, "1.2.3.4", "https", "pub.example", "")).Forwarded.ShouldBe("for=1.2.3.4;host=pub.example;proto=https, for=10.0.0.9");

    // A proxy that writes X-Forwarded-For alone: the client knows its own address, and may not name the site's host.
    [Fact]
    public void A_host_that_only_the_clients_own_Forwarded_names_goes()
    {
        var told = After(Nothing with { Forwarded = "for=1.2.3.4;proto=https;host=evil.example", For = "1.2.3.4" });

        told.ShouldBe(new ForwardedClaims("for=1.2.3.4;host=\"site.test:8176\";proto=http, for=10.0.0.9", "1.2.3.4, 10.0.0.9", "http", "site.test:8176", "8176"));
    }

    // The client wrote the first element itself; 10.0.0.8, whom we trust, added the second, and 10.0.0.9 the third.
    [Fact]
    public void Of_several_elements_the_one_of_the_outermost_trusted_proxy_counts()
    {
        var told = After(Nothing with { Forwarded = "for=6.6.6.6;proto=http;host=evil.example, for=1.2.3.4;proto=https;host=pub.example, for=10.0.0.8" });

        told.Proto.ShouldBe("https");
        told.Host.ShouldBe("pub.example");
        told.For.ShouldBe("1.2.3.4, 10.0.0.8, 10.0.0.9");
        told.Forwarded.ShouldBe("for=1.2.3.4;proto=https;host=pub.example, for=10.0.0.8, for=10.0.0.9", "what the client wrote itself would be the first that some read");
    }

    [Theory]
    [InlineData("for=1.2.3.4;host=\"a b\";proto=https")]
    [InlineData("for=1.2.3.4;host=\"a,b;c\";proto=https")]
    public void A_host_that_is_none_does_not_become_one(string forwarded)
    {
        var told = After(Nothing with { Forwarded = forwarded });

        told.Host.ShouldBe("site.test:8176");
        told.Forwarded.ShouldBe("for=1.2.3.4;host=\"site.test:8176\";proto=https, for=10.0.0.9");
    }

    [Fact]
    public void A_list_without_end_does_not_grow()
    {
        var told = After(Nothing with { For = string.Concat(Enumerable.Repeat("a,", 5000)) + "1.2.3.4", Proto = "https" });

        told.Forwarded.Length.ShouldBeLessThan(400);
        told.Forwarded.ShouldEndWith("for=1.2.3.4, for=10.0.0.9");
    }

    private static ForwardedStory Own() => new(IPAddress.Parse("10.0.0.9"), "site.test:8176", "http", 8176);

    private static ForwardedClaims After(ForwardedClaims said) => Own().After(said, address => address?.ToString().StartsWith("10.", StringComparison.Ordinal) == true);
}
