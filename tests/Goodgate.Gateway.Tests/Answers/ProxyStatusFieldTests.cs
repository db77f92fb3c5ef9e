using Goodgate.Gateway.Answers;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Answers;

public class ProxyStatusFieldTests
{
    private static readonly Observation Nothing = new() { Source = Source.Gateway };

    [Fact]
    public void A_failure_names_the_error_and_the_cause() =>
        ProxyStatusField.ForFailure("goodgate", Verdict(CauseIds.ConnectRefused, ProxyError.ConnectionRefused, Nothing), revealDetails: false)
            .ShouldBe("goodgate; error=connection_refused; details=\"connect-refused\"");

    [Fact]
    public void Addresses_are_for_operators_only()
    {
        var verdict = Verdict(CauseIds.ConnectRefused, ProxyError.ConnectionRefused, Nothing with { Peer = "[fd00::7]:3000", Server = "http://app:3000" });

        ProxyStatusField.ForFailure("goodgate", verdict, revealDetails: false).ShouldNotContain("3000");
        Only(ProxyStatusField.ForFailure("goodgate", verdict, revealDetails: true)).Parameters.ShouldBe(new Dictionary<string, object>
        {
            ["error"] = new Token("connection_refused"),
            ["next-hop"] = "[fd00::7]:3000",
            ["details"] = "what happened at 10.0.0.7:3000",
        }, ignoreOrder: true);
    }

    [Fact]
    public void Error_types_carry_their_own_parameters_in_their_own_types()
    {
        Parameters(ProxyError.DnsError, Nothing with { Rcode = 3, Facts = [new Fact("dns-info-code", "9")] })
            .ShouldBe([("error", new Token("dns_error")), ("rcode", "NXDOMAIN"), ("info-code", 9L)]);
        Parameters(ProxyError.TlsAlertReceived, Nothing with { TlsAlert = 40 })
            .ShouldBe([("error", new Token("tls_alert_received")), ("alert-id", 40L), ("alert-message", new Token("handshake_failure"))]);
        Parameters(ProxyError.TlsAlertReceived, Nothing with { TlsAlert = 255 })
            .ShouldBe([("error", new Token("tls_alert_received")), ("alert-id", 255L)]);
        Parameters(ProxyError.HttpResponseHeaderSectionSize, Nothing with { Facts = [new Fact("header-section-size", "70000")] })
            .ShouldBe([("error", new Token("http_response_header_section_size")), ("header-section-size", 70000L)]);
        Parameters(ProxyError.HttpResponseTransferCoding, Nothing with { Facts = [new Fact("coding", "chunked")] })
            .ShouldBe([("error", new Token("http_response_transfer_coding")), ("coding", new Token("chunked"))]);
        Parameters(ProxyError.HttpResponseIncomplete, Nothing with { UpstreamStatus = 200 })
            .ShouldBe([("error", new Token("http_response_incomplete")), ("received-status", 200L)]);
        // Those of another type stay out.
        Parameters(ProxyError.ConnectionRefused, Nothing with { Rcode = 3, TlsAlert = 40, Facts = [new Fact("coding", "gzip")] })
            .ShouldBe([("error", new Token("connection_refused"))]);
    }

    [Fact]
    public void Text_a_peer_chose_is_for_operators_only()
    {
        var verdict = Verdict(CauseIds.ResponseHeaderTooLarge, ProxyError.HttpResponseHeaderSize, Nothing with
        {
            Facts = [new Fact("header-name", "X-Internal-10.0.0.7"), new Fact("header-size", "9000")],
        });

        ProxyStatusField.ForFailure("g", verdict, revealDetails: false).ShouldBe("g; error=http_response_header_size; header-size=9000; details=\"response-header-too-large\"");
        Only(ProxyStatusField.ForFailure("g", verdict, revealDetails: true)).Parameters["header-name"].ShouldBe("X-Internal-10.0.0.7");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("1000000000000000")]
    [InlineData("9; details=\"x\"")]
    [InlineData("")]
    public void A_number_that_is_none_is_left_out(string value) =>
        Parameters(ProxyError.HttpResponseBodySize, Nothing with { Facts = [new Fact("body-size", value)] })
            .ShouldBe([("error", new Token("http_response_body_size"))]);

    [Theory]
    [InlineData("gzip; details=\"x\"")]
    [InlineData("gz ip")]
    [InlineData("\r\nX: y")]
    [InlineData("")]
    public void A_coding_that_is_no_token_is_left_out(string value) =>
        Parameters(ProxyError.HttpResponseContentCoding, Nothing with { Facts = [new Fact("coding", value)] })
            .ShouldBe([("error", new Token("http_response_content_coding"))]);

    [Theory]
    [InlineData("goodgate", true)]
    [InlineData("edge.example.net:443/a", true)]
    [InlineData("*", true)]
    [InlineData("1st gate", false)]
    [InlineData("our \"gate\" \\", false)]
    public void A_name_is_a_token_where_it_can_be_and_else_a_string(string name, bool token) =>
        Only(ProxyStatusField.ForRelayed(name, 502, null)).Item.ShouldBe(token ? new Token(name) : name);

    [Fact]
    public void Hostile_details_are_escaped_cut_and_kept_to_ASCII()
    {
        var summary = "a \"b\" \\ c\r\nX-Evil: 1\u001b[31m é 漢 RFC 9112 §6.3… " + new string('z', 10_000);

        var field = ProxyStatusField.ForFailure("g", Verdict(CauseIds.InvalidFraming, ProxyError.HttpProtocolError, Nothing) with { Summary = summary }, revealDetails: true);

        field.ShouldAllBe(c => c >= ' ' && c <= '~');
        var details = Only(field).Parameters["details"].ShouldBeOfType<string>();
        details.ShouldStartWith("a \"b\" \\ c??X-Evil: 1?[31m ? ? RFC 9112 section 6.3... zzz");
        details.Length.ShouldBeLessThan(300);
    }

    [Fact]
    public void An_upstream_s_own_error_is_no_error_of_ours()
    {
        ProxyStatusField.ForRelayed("goodgate", 503, null).ShouldBe("goodgate; received-status=503");
        ProxyStatusField.ForFailure("goodgate", Verdict(CauseIds.UpstreamSentError, null, Nothing with { UpstreamStatus = 503 }), revealDetails: false)
            .ShouldBe("goodgate; received-status=503; details=\"upstream-sent-error\"");
    }

    [Theory]
    // Examples of RFC 9209 §2 and §2.1.
    [InlineData("revproxy1.example.net, ExampleCDN", "revproxy1.example.net, ExampleCDN")]
    [InlineData("r34.example.net; error=http_request_error, ExampleCDN", "r34.example.net; error=http_request_error, ExampleCDN")]
    [InlineData("ExampleCDN; error=connection_timeout", "ExampleCDN; error=connection_timeout")]
    [InlineData("cdn.example.org; next-hop=backend.example.org:8001", "cdn.example.org")]
    [InlineData("\"proxy.example.org\"; next-protocol=h2", "\"proxy.example.org\"; next-protocol=h2")]
    [InlineData("ExampleCDN; received-status=200", "ExampleCDN; received-status=200")]
    [InlineData("proxy.example.net; error=\"http_protocol_error\"; details=\"Malformed response header: space before colon\"", "proxy.example.net; error=\"http_protocol_error\"")]
    // What else may come.
    [InlineData("a;error=dns_error;rcode=\"SERVFAIL\";info-code=22,\tb", "a; error=dns_error; rcode=\"SERVFAIL\"; info-code=22, b")]
    [InlineData("a;rcode=\"10.0.0.7:53\";alert-message=\"at db1\";x-debug=1;x", "a")]
    [InlineData("a;next-protocol=:aDI=:;received-status=?1;body-size=1.5", "a; next-protocol=:aDI=:; received-status; body-size=1.5")]
    [InlineData("a;error=x;error=y", "a; error=y")]
    [InlineData("\"10.0.0.7:3000\"; received-status=502", "upstream; received-status=502")]
    [InlineData("\"fd00::7\"", "upstream")]
    public void Members_of_hops_behind_us_stay_in_front_without_what_tells_of_internals(string received, string kept)
    {
        var field = ProxyStatusField.ForRelayed("goodgate", 502, received);

        field.ShouldBe($"{kept}, goodgate; received-status=502");
    }

    [Theory]
    [InlineData("cdn.example.org; next-hop=backend.example.org:8001")]
    [InlineData("proxy.example.net; error=\"http_protocol_error\"; details=\"a, b; \\\"c\\\" \\\\ d\"; x-debug")]
    public void Operators_see_them_whole(string received)
    {
        var members = StructuredList.Parse(ProxyStatusField.ForRelayed("goodgate", 502, received, revealDetails: true));

        members.Count.ShouldBe(2);
        members[0].Item.ShouldBe(StructuredList.Parse(received)[0].Item);
        members[0].Parameters.ShouldBe(StructuredList.Parse(received)[0].Parameters);
    }

    [Theory]
    [InlineData("a,")]
    [InlineData(",a")]
    [InlineData("a b")]
    [InlineData("a;")]
    [InlineData("a;=1")]
    [InlineData("a;X=1")]
    [InlineData("a;b=")]
    [InlineData("\"open")]
    [InlineData("\"bad\\escape\"")]
    [InlineData("\"é\"")]
    [InlineData("(a b)")]
    [InlineData("a;b=(1)")]
    [InlineData("a;b=1234567890123456")]
    [InlineData("a;b=1.")]
    [InlineData("a;b=1.2345")]
    [InlineData("a;b=?2")]
    [InlineData("a;b=:open")]
    [InlineData("5")]
    [InlineData("?1;b")]
    [InlineData("a\r\nSet-Cookie: x=1")]
    public void A_received_field_that_breaks_the_grammar_is_dropped_whole(string received) =>
        ProxyStatusField.ForRelayed("goodgate", 502, received).ShouldBe("goodgate; received-status=502");

    [Fact]
    public void What_is_kept_is_bounded()
    {
        var many = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"hop{i}"));
        var wide = "first, " + new string('a', 2000);
        var huge = new string('a', 100_000);

        StructuredList.Parse(ProxyStatusField.ForRelayed("g", 502, many)).Select(member => ((Token)member.Item).Value)
            .ShouldBe(["hop0", "hop1", "hop2", "hop3", "hop4", "hop5", "hop6", "hop7", "g"]);
        ProxyStatusField.ForRelayed("g", 502, wide).ShouldBe("first, g; received-status=502");
        ProxyStatusField.ForRelayed("g", 502, huge).ShouldBe("g; received-status=502");
    }

    [Fact]
    public void Random_bytes_never_break_the_grammar_we_send()
    {
        var random = new Random(9209);
        const string alphabet = "ab1\"\\;=,:?*-. \t\r\n\0é(";
        for (var i = 0; i < 20_000; i++)
        {
            var received = new string([.. Enumerable.Range(0, random.Next(24)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var field = ProxyStatusField.ForRelayed("goodgate", 502, received);

            field.ShouldEndWith("goodgate; received-status=502");
            StructuredList.Parse(field)[^1].Item.ShouldBe(new Token("goodgate"), received);
        }
    }

    private static Verdict Verdict(string causeId, string? error, Observation seen)
    {
        var text = new CauseText
        {
            Title = "t",
            Visitor = "v",
            Owner = "o",
            Meaning = "m",
            WhatYouSee = "w",
            WhoMustAct = "a",
            FirstSteps = ["s"],
            Command = "c",
        };
        var cause = new Cause(causeId, Party.Operator, error, 502, Severity.Error, RepairTime.Minutes, Skill.Administrator, text);
        return new(cause, Party.Operator, Confidence.Certain, "what happened at 10.0.0.7:3000", [], seen);
    }

    private static ListMember Only(string field) => StructuredList.Parse(field).Single();

    private static IEnumerable<(string, object)> Parameters(string error, Observation seen) =>
        Only(ProxyStatusField.ForFailure("goodgate", Verdict("x", error, seen), revealDetails: false))
            .Parameters.Where(parameter => parameter.Key != "details").Select(parameter => (parameter.Key, parameter.Value));
}
