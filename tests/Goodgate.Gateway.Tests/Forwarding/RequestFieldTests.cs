using System.Text;
using Goodgate.Gateway.Forwarding;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Tests.Forwarding;

public sealed class RequestFieldTests
{
    private static readonly string[] Dropped =
    [
        "TE", "Via", "Host", "Expect", "Upgrade", "Trailer", "Forwarded", "Proxy", "Connection", "Keep-Alive", "traceparent", "X-Request-ID",
        "Content-Length", "HTTP2-Settings", "X-Forwarded-For", "Proxy-Connection", "X-Forwarded-Host", "X-Forwarded-Port", "Transfer-Encoding",
        "X-Forwarded-Proto",
    ];

    public static TheoryData<string> Ours => [.. Dropped];

    [Theory]
    [MemberData(nameof(Ours))]
    public void What_is_ours_or_the_connections_is_dropped_in_any_spelling(string name)
    {
        Rule(name).ShouldBe(FieldRule.Drop);
        Rule(name.ToUpperInvariant()).ShouldBe(FieldRule.Drop);
        Rule(name.ToLowerInvariant()).ShouldBe(FieldRule.Drop);
        Rule(name.Replace('-', '_')).ShouldBe(FieldRule.Drop, "CGI takes it for the same");
        Rule(name.Replace('-', '.')).ShouldBe(FieldRule.Drop, "PHP takes it for the same");
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void What_only_looks_like_it_passes(string name)
    {
        var like = name.StartsWith("X-Forwarded-", StringComparison.Ordinal) ? FieldRule.Claim : FieldRule.Pass;
        Rule(name + "x").ShouldBe(like);
        Rule("x" + name[1..] + "y").ShouldBe(like);
        Rule(name[..^1]).ShouldBe(like);
    }

    [Theory]
    [InlineData("X-Forwarded-Server")]
    [InlineData("X-Forwarded-Prefix")]
    [InlineData("X-Forwarded-")]
    [InlineData("X-Forwarded-A")]
    [InlineData("X-Real-IP")]
    [InlineData("Client-IP")]
    [InlineData("True-Client-IP")]
    [InlineData("X-Client-IP")]
    [InlineData("X-Cluster-Client-IP")]
    [InlineData("X-Original-Forwarded-For")]
    public void Claims_about_the_client_are_known_in_any_spelling(string name)
    {
        Rule(name).ShouldBe(FieldRule.Claim);
        Rule(name.ToUpperInvariant()).ShouldBe(FieldRule.Claim);
        Rule(name.ToLowerInvariant()).ShouldBe(FieldRule.Claim);
        Rule(name.Replace('-', '_')).ShouldBe(FieldRule.Claim, "CGI takes it for the same");
        Rule(name.Replace('-', '.')).ShouldBe(FieldRule.Claim, "PHP takes it for the same");
    }

    [Theory]
    [InlineData("Cookie")]
    [InlineData("Authorization")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Content-Type")]
    [InlineData("Accept-Encoding")]
    [InlineData("tracestate")]
    [InlineData("Sec-WebSocket-Key")]
    [InlineData("X_Custom_Field")]
    [InlineData("X.Custom.Field")]
    [InlineData("a")]
    [InlineData("X-Forwarded")]
    [InlineData("X-Real-IPs")]
    public void Everything_else_passes(string name) => Rule(name).ShouldBe(FieldRule.Pass);

    private static FieldRule Rule(string name)
    {
        var bytes = Encoding.ASCII.GetBytes(name);
        return RequestField.Rule(KnownFields.Find(bytes), bytes);
    }
}
