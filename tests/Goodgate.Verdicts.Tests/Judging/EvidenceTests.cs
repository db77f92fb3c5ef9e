using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Tests.Judging.Seen;

namespace Goodgate.Verdicts.Tests.Judging;

public sealed class EvidenceTests
{
    private const string Password = "s3cr3t";

    [Fact]
    public void Lists_what_is_known_most_decisive_first()
    {
        var seen = By(Happening.Refused, Phase.Connect) with { Errno = 111, Elapsed = Ms(0.2), Attempts = 2, NotRetried = "POST already sent" };

        Evidence.Of(seen).Select(fact => $"{fact.Name}: {fact.Value}").ShouldBe(
        [
            "phase: connect", "server: http://app:3000", "peer: 10.0.0.7:3000", "errno: ECONNREFUSED (111)", "elapsed: 0.2 ms",
            "attempts: 2", "not-retried: POST already sent",
        ]);
    }

    [Fact]
    public void A_phase_is_spelled_as_in_JSON() => Evidence.Of(By(Happening.Closed, Phase.FirstByte)).ShouldContain(new Fact("phase", "first-byte"));

    [Theory]
    [InlineData("authorization")]
    [InlineData("Cookie")]
    [InlineData("SET-COOKIE")]
    [InlineData("proxy-authorization")]
    [InlineData("request.cookie")]
    [InlineData(" set-cookie ")]
    public void Credential_fields_are_dropped(string name) =>
        Evidence.Of(By(Happening.Refused).With((name, Password), ("via", "1.1 x"))).Select(fact => fact.Name).ShouldBe(["server", "peer", "via"]);

    [Theory]
    [InlineData("cookie-count")]
    [InlineData("mycookie")]
    public void Facts_about_credential_fields_stay(string name) =>
        Evidence.Of(By(Happening.Refused).With((name, "3"))).ShouldContain(new Fact(name, "3"));

    [Theory]
    [InlineData("Set-Cookie: sid=s3cr3t; Path=/", "Set-Cookie: (withheld)")]
    [InlineData("upstream sent duplicate header line: \"Set-Cookie: sid=s3cr3t\"", "upstream sent duplicate header line: \"Set-Cookie: (withheld)")]
    [InlineData("a: b\\r\\nAuthorization: Basic s3cr3t\\r\\nX: y", "a: b\\r\\nAuthorization: (withheld)\\r\\nX: y")]
    [InlineData("{\"Cookie\":\"s3cr3t\"}", "{\"Cookie\":\"(withheld)")]
    [InlineData("cookie=s3cr3t cookie=s3cr3t", "cookie=(withheld)")]
    [InlineData("largest: Set-Cookie 60,112 bytes", "largest: Set-Cookie 60,112 bytes")]
    [InlineData("cookie:", "cookie:")]
    public void Values_of_credential_fields_inside_text_are_masked(string text, string shown) => Evidence.Safe(text).ShouldBe(shown);

    [Fact]
    public void Bytes_of_a_broken_credential_field_are_withheld()
    {
        var seen = By(Happening.Violation, Phase.Head) with { Violation = new("bad-field-value", "RFC 9110 §5.5", 9, "Set-Cookie", $"sid={Password}\\x00") };

        var verdict = Judge.Decide(seen);

        verdict.Evidence.ShouldNotContain(fact => fact.Value.Contains(Password));
        verdict.Summary.ShouldNotContain(Password);
        verdict.Summary.ShouldContain("response header Set-Cookie has a NUL at byte 9");
    }

    [Fact]
    public void No_secret_of_any_property_reaches_a_verdict()
    {
        var text = $"x Cookie: {Password}";
        var seen = By(Happening.UpstreamError, Phase.Head) with
        {
            Server = text, Peer = text, Detail = text, NotRetried = text, Protocol = text, Resolver = text,
            Limit = new("total", text), Violation = new("k", "c", 0, "x", text), Facts = [new("set-cookie", Password), new("server", text)],
        };

        foreach (var happening in Enum.GetValues<Happening>())
        {
            var verdict = Judge.Decide(seen with { Happening = happening });
            (verdict.Summary + string.Concat(verdict.Evidence.Select(fact => fact.Name + fact.Value))).ShouldNotContain(Password, Case.Sensitive, happening.ToString());
        }
    }

    [Fact]
    public void Many_facts_do_not_push_out_the_last_three()
    {
        var seen = By(Happening.Refused) with { Attempts = 1, NotRetried = "no", Detail = "why", Facts = [.. Enumerable.Range(0, 500).Select(i => new Fact($"f{i}", "v"))] };

        var evidence = Evidence.Of(seen);

        evidence.Count.ShouldBe(Evidence.MaxItems);
        evidence.TakeLast(3).Select(fact => fact.Name).ShouldBe(["attempts", "not-retried", "detail"]);
    }

    [Theory]
    [InlineData("plain §5…", "plain §5…")]
    [InlineData("\x1b[31m", "\\x1B[31m")]
    [InlineData("a\0b", "a\\x00b")]
    [InlineData("é", "\\xE9")]
    [InlineData("\u202e", "\\u{202E}")]
    [InlineData("\U0001F600", "\\u{1F600}")]
    [InlineData("", "")]
    public void Printable_escapes(string raw, string shown) => Evidence.Printable(raw).ShouldBe(shown);

    /// <summary>Not a theory: attributes store text as UTF-8, which has no lone surrogates.</summary>
    [Fact]
    public void Printable_replaces_half_a_character() => Evidence.Printable("\ud83d").ShouldBe("\\u{FFFD}");

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("abcd\0", 6, "abcd…")]
    [InlineData("\0", 3, "…")]
    [InlineData("abc", 0, "")]
    [InlineData("abc", 1, "…")]
    public void Printable_cuts_and_never_exceeds_its_limit(string raw, int max, string shown)
    {
        Evidence.Printable(raw, max).ShouldBe(shown);
        shown.Length.ShouldBeLessThanOrEqualTo(max);
    }

    [Theory]
    [InlineData(111, "ECONNREFUSED")]
    [InlineData(1, "EPERM")]
    [InlineData(9_999, "errno 9999")]
    [InlineData(-1, "errno -1")]
    public void Errno_symbols(int number, string symbol) => Errno.Symbol(number).ShouldBe(symbol);
}
