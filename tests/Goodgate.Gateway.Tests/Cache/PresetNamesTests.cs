using Goodgate.Gateway.Cache.Presets;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>Parameters of advertisements and cookies of visit counters.</summary>
public sealed class PresetNamesTests
{
    [Theory]
    [InlineData("/a", "/a")]
    [InlineData("/a?b=1", "/a?b=1")]
    [InlineData("/a?utm_source=x", "/a")]
    [InlineData("/a?b=1&UTM_Medium=x&c=2&fbclid=y", "/a?b=1&c=2")]
    [InlineData("/a?gclid", "/a")]
    [InlineData("/a?b=gclid&gclidx=1", "/a?b=gclid&gclidx=1")]
    [InlineData("/a?", "/a")]
    [InlineData("/a?&&utm_source=x&", "/a")]
    [InlineData("/a?=x&b=1&", "/a?b=1")]
    public void Tracking_parameters_are_dropped(string target, string kept) => TrackingParameters.Drop(target).ShouldBe(kept);

    [Theory]
    [InlineData("", false)]
    [InlineData("Cookie: _ga=1; _fbp=x", false)]
    [InlineData("Cookie: _ga=1; session=x", true)]
    [InlineData("Cookie: _ga=1|Cookie: session=x", true)]
    [InlineData("Cookie: ;; _ga", false)]
    [InlineData("Cookie: session", true)]
    [InlineData("Cookie: _ga_X1Y2Z3; _gat_UA-1-2; _gcl_au; _pk_id.1.1fff; _hjSessionUser_12; _uetsid; _clck; OptanonConsent", false)]
    [InlineData("Cookie: _gallery_session", true)]
    [InlineData("Cookie: _gateway_key", true)]
    [InlineData("Cookie: _ga_session", true)]
    [InlineData("Cookie: _ga_", true)]
    [InlineData("Cookie: _gidx", true)]
    [InlineData("Cookie: _hjelp_session", true)]
    [InlineData("Cookie: _pk_session", true)]
    [InlineData("Cookie: _fbp_session", true)]
    [InlineData("Cookie: _uet_session", true)]
    public void Other_cookies_are_seen(string lines, bool others) => VisitCounters.LeaveOthers(Heads.Request(lines)).ShouldBe(others);
}
