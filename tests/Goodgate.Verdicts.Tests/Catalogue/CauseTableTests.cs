using System.Reflection;
using System.Text.RegularExpressions;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Tests.Catalogue;

/// <summary>The table's facts: ids, error types, status codes.</summary>
public partial class CauseTableTests
{
    /// <summary>Causes that end without a status of our own, each with its reason.</summary>
    private static readonly Dictionary<string, string> WithoutStatus = new(StringComparer.Ordinal)
    {
        [CauseIds.ClientAborted] = "nobody is there to receive one; 499 stands in the log only",
        [CauseIds.UpstreamSentError] = "the status is the application's, passed on unchanged",
        [CauseIds.DatabaseDown] = "the application answers and chooses the status",
        [CauseIds.CachedErrorPage] = "the status is the stored one",
        [CauseIds.CdnOriginMismatch] = "the CDN answers",
        [CauseIds.VisitorLocalGlitch] = "the request never reaches us, or is answered well",
    };

    /// <summary>Ids the evidence was first collected for. They stay, whatever is added: ids are never renamed or removed.</summary>
    private static readonly string[] FirstIds =
    [
        "dns-name-not-found", "dns-server-failure", "dns-timeout", "connect-refused", "connect-timeout", "route-unreachable",
        "destination-prohibited", "socket-missing", "socket-permission-denied", "listen-queue-full",
        "tls-wrong-protocol", "tls-alert-received", "tls-handshake-closed", "tls-handshake-timeout", "tls-certificate-untrusted",
        "tls-certificate-name-mismatch", "upstream-closed-before-response", "keepalive-race", "upstream-reset", "response-truncated",
        "response-timeout", "response-stalled", "request-write-timeout", "malformed-status-line", "invalid-response-header", "invalid-framing",
        "invalid-response-coding", "response-header-too-large", "http2-protocol-error", "wrong-protocol-on-port", "upgrade-failed",
        "no-healthy-upstream", "no-upstream-configured", "upstream-connection-limit", "rate-limited", "gateway-out-of-resources",
        "worker-pool-exhausted", "worker-crashed", "worker-killed-by-timeout", "application-script-error", "upstream-sent-error",
        "gateway-configured-response", "policy-service-unavailable", "proxy-loop", "gateway-misconfigured", "gateway-internal-error",
        "cache-only-miss", "client-aborted", "undetermined",
    ];

    [Fact]
    public void Ids_are_unique() => Causes.All.Select(cause => cause.Id).ShouldBeUnique();

    [Fact]
    public void Ids_of_the_table_and_of_the_constants_are_the_same() =>
        Causes.All.Select(cause => cause.Id).ShouldBe(Constants(typeof(CauseIds)), ignoreOrder: true);

    [Fact]
    public void No_first_id_was_renamed_or_removed() => FirstIds.Except(Causes.All.Select(cause => cause.Id)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Id_is_kebab_case(string id) => KebabCase().IsMatch(id).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Error_type_is_one_of_RFC_9209(string id)
    {
        if (Causes.Get(id).ProxyError is { } type)
        {
            Constants(typeof(ProxyError)).ShouldContain(type);
        }
    }

    [Fact]
    public void Recommendations_cover_every_error_type() => ProxyErrorStatus.Recommended.Keys.ShouldBe(Constants(typeof(ProxyError)), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Status_is_the_recommended_one_or_a_departure_with_a_reason(string id)
    {
        var cause = Causes.Get(id);
        if (cause.ProxyError is null || ProxyErrorStatus.Recommended[cause.ProxyError] is not { } recommended)
        {
            ProxyErrorStatus.Departures.Keys.ShouldNotContain(id);
        }
        else if (ProxyErrorStatus.Departures.TryGetValue(id, out var departure))
        {
            cause.Status.ShouldBe(departure.Status);
            cause.Status.ShouldNotBe(recommended);
        }
        else
        {
            cause.Status.ShouldBe(recommended);
        }
    }

    [Fact]
    public void Exactly_the_listed_causes_have_no_status() =>
        Causes.All.Where(cause => cause.Status is null).Select(cause => cause.Id).ShouldBe(WithoutStatus.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Cause_without_status_has_no_error_type(string id)
    {
        var cause = Causes.Get(id);
        (cause.Status is null && cause.ProxyError is not null).ShouldBeFalse();
    }

    [Fact]
    public void Only_defects_of_ours_are_ours() =>
        Causes.All.Where(cause => cause.Party == Party.Goodgate).Select(cause => cause.Id).ShouldBe([CauseIds.GatewayInternalError]);

    [Fact]
    public void Every_party_and_every_severity_is_used()
    {
        Causes.All.Select(cause => cause.Party).Distinct().ShouldBe(Enum.GetValues<Party>(), ignoreOrder: true);
        Causes.All.Select(cause => cause.Severity).Distinct().ShouldBe(Enum.GetValues<Severity>(), ignoreOrder: true);
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)+$|^undetermined$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KebabCase();
}
