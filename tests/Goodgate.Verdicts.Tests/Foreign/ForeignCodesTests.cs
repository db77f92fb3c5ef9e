using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Foreign;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Verdicts.Tests.Foreign;

public sealed class ForeignCodesTests
{
    private static readonly HashSet<string> Ids = [.. typeof(CauseIds).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Each_code_names_a_cause_of_the_catalogue() => ForeignCodes.All.ShouldAllBe(code => Ids.Contains(code.CauseId));

    [Fact]
    public void Codes_are_unique() => ForeignCodes.All.Select(code => code.ToString()).ShouldBeUnique();

    [Fact]
    public void Each_code_is_found_by_its_own_spelling()
    {
        foreach (var code in ForeignCodes.All)
        {
            ForeignCodes.Find(code.ToString()).ShouldBe(code);
        }
    }

    [Fact]
    public void Words_are_printable_short_and_say_what_decides()
    {
        foreach (var code in ForeignCodes.All)
        {
            (code.Meaning + code.AlsoPossible).ShouldAllBe(c => c >= ' ' && c <= '~', code.ToString());
            code.Meaning.Length.ShouldBeInRange(10, 170, code.ToString());
            code.AlsoPossible?.Length.ShouldBeInRange(10, 220, code.ToString());
            $"{code}: {code.Meaning}; {code.AlsoPossible}".Length.ShouldBeLessThanOrEqualTo(Judge.MaxSummary, code.ToString());
        }
    }

    [Theory]
    [InlineData("nginx:upstream-prematurely-closed", CauseIds.UpstreamClosedBeforeResponse)]
    [InlineData("haproxy:SH", CauseIds.UpstreamClosedBeforeResponse)]
    [InlineData("haproxy:sH", CauseIds.ResponseTimeout)]
    [InlineData("haproxy:<NOSRV>", CauseIds.NoHealthyUpstream)]
    [InlineData("haproxy:IH", CauseIds.GatewayInternalError)]
    [InlineData("haproxy:--", CauseIds.UpstreamSentError)]
    [InlineData("envoy:UC", CauseIds.UpstreamClosedBeforeResponse)]
    [InlineData("envoy:UpstreamRequestTimeout", CauseIds.ResponseTimeout)]
    [InlineData("cloudflare:522", CauseIds.ConnectTimeout)]
    [InlineData("aws-alb:502", CauseIds.UpstreamClosedBeforeResponse)]
    [InlineData("aws-alb:LambdaKMSAccessDeniedException", CauseIds.ApplicationScriptError)]
    [InlineData("aws-alb:LambdaThrottling", CauseIds.UpstreamConnectionLimit)]
    [InlineData("apache:AH01102", CauseIds.UpstreamClosedBeforeResponse)]
    [InlineData("apache:AH01102.70007", CauseIds.ResponseTimeout)]
    [InlineData("iis:502.3", CauseIds.UpstreamReset)]
    [InlineData("iis:502.3.12029", CauseIds.ConnectRefused)]
    [InlineData("google:backend_timeout", CauseIds.ResponseTimeout)]
    [InlineData("google:server_cert_chain_invalid_eku", CauseIds.TlsCertificateUntrusted)]
    [InlineData("squid:ERR_READ_TIMEOUT", CauseIds.ResponseTimeout)]
    [InlineData("squid:SQUID_X509_V_ERR_DOMAIN_MISMATCH", CauseIds.TlsCertificateNameMismatch)]
    [InlineData("squid:SQUID_X509_V_ERR_CERT_HAS_EXPIRED", CauseIds.TlsCertificateUntrusted)]
    [InlineData("varnish:first byte timeout (reused connection)", CauseIds.ResponseTimeout)]
    [InlineData("varnish:chunked insufficient bytes", CauseIds.ResponseTruncated)]
    [InlineData("varnish:chunked header non-hex", CauseIds.InvalidResponseCoding)]
    [InlineData("caddy:server-closed-idle-connection", CauseIds.KeepaliveRace)]
    [InlineData("traefik:no-available-server", CauseIds.NoHealthyUpstream)]
    [InlineData("php-fpm:max-children", CauseIds.WorkerPoolExhausted)]
    public void Known_codes(string code, string cause) => ForeignCodes.Find(code)!.CauseId.ShouldBe(cause);

    [Theory]
    [InlineData("cf:522", "cloudflare:522")]
    [InlineData("CF:522", "cloudflare:522")]
    [InlineData(" fpm : max-children ", "php-fpm:max-children")]
    [InlineData("alb:504", "aws-alb:504")]
    [InlineData("istio:uc", "envoy:UC")]
    [InlineData("httpd:ah01102", "apache:AH01102")]
    [InlineData("SQUID:err_read_timeout", "squid:ERR_READ_TIMEOUT")]
    [InlineData("HAProxy:SH--", "haproxy:SH")]
    [InlineData("haproxy:sHVN", "haproxy:sH")]
    [InlineData("apache:AH01114.111", "apache:AH01114")]
    [InlineData("iis:502.3.12031", "iis:502.3")]
    public void Other_spellings(string spelled, string found) => ForeignCodes.Find(spelled)!.ToString().ShouldBe(found);

    [Theory]
    [InlineData("haproxy:Sh")]
    [InlineData("haproxy:sh")]
    [InlineData("haproxy:SHx")]
    [InlineData("522")]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":522")]
    [InlineData("cloudflare:")]
    [InlineData("nosuch:522")]
    [InlineData("cloudflare:522\0")]
    public void Unknown_codes(string code) => ForeignCodes.Find(code).ShouldBeNull();

    [Theory]
    [InlineData("delayed_connect_error:_111", CauseIds.ConnectRefused)]
    [InlineData("immediate_connect_error:_Network_is_unreachable|remote_address:10.0.0.1:80", CauseIds.RouteUnreachable)]
    [InlineData("TLS_error:|268435703:SSL_routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end", CauseIds.TlsWrongProtocol)]
    [InlineData("TLS_error:|268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:_SAN_matcher",
        CauseIds.TlsCertificateNameMismatch)]
    [InlineData("TLS_error:|268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:TLS_error_end", CauseIds.TlsCertificateUntrusted)]
    public void A_transport_reason_of_Envoy_settles_what_the_flag_leaves_open(string reason, string cause)
    {
        var found = ForeignCodes.Find($"envoy:upstream_reset_before_response_started{{remote_connection_failure|{reason}}}")!;

        found.CauseId.ShouldBe(cause);
        found.AlsoPossible.ShouldBeNull();
    }

    [Fact]
    public void An_unknown_transport_reason_leaves_it_open() =>
        ForeignCodes.Find("envoy:upstream_reset_before_response_started{remote_connection_failure,odd}")!.AlsoPossible.ShouldNotBeNull();

    [Theory]
    [InlineData("522", "cloudflare:522")]
    [InlineData("cf:52", "cloudflare:520")]
    [InlineData("haproxy:sh", "haproxy:SH")]
    [InlineData("nginx:upstream-prematurely-close", "nginx:upstream-prematurely-closed")]
    [InlineData("max-childern", "php-fpm:max-children")]
    [InlineData("AH1102", "apache:AH01102")]
    [InlineData("ERR_READ_TIMOUT", "squid:ERR_READ_TIMEOUT")]
    [InlineData("wrong-version", "nginx:ssl-wrong-version-number")]
    public void Near_misses(string typed, string meant) => ForeignCodes.Near(typed, 5).ShouldContain(meant);

    [Fact]
    public void Near_lists_at_most_what_was_asked_for_and_the_best_first()
    {
        ForeignCodes.Near("502", 2).ShouldBe(["aws-alb:502", "cloudflare:502"]);
        ForeignCodes.Near("502", 0).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_near_to_nonsense_or_to_very_long_text()
    {
        ForeignCodes.Near("qqqqqqqqqqqq", 5).ShouldBeEmpty();
        ForeignCodes.Near(new string('5', 100_000), 5).ShouldBeEmpty();
        ForeignCodes.Find("cloudflare:" + new string('5', 100_000)).ShouldBeNull();
    }
}
