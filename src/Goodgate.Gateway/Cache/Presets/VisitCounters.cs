using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Presets;

/// <summary>Cookies that scripts of visit counters and of consent banners set, and that no page depends on.</summary>
internal static class VisitCounters
{
    // Whole names: a framework names its session after the application, _gallery_session. From the lists of cookies that Google Analytics and Ads, Meta,
    // Hotjar, Clarity and Bing publish; then consent banners; then what networks in front add.
    private static readonly byte[][] Names = Split(
        "_ga _gid _gat _gcl_au _gcl_aw _gcl_dc _gcl_gb _gcl_gf _gcl_gs _gcl_ha _gcl_ag __utma __utmb __utmc __utmt __utmv __utmz _fbp _fbc "
        + "_hjid _hjFirstSeen _hjAbsoluteSessionInProgress _hjIncludedInPageviewSample _hjIncludedInSessionSample _hjTLDTest _hjLocalStorageTest _hjRecordingEnabled "
        + "_clck _clsk _uetsid _uetvid _uetsid_exp _uetvid_exp _uetmsclkid cookieconsent_status CookieConsent CookieConsentPolicy cookie_notice_accepted CookieLawInfoConsent "
        + "viewed_cookie_policy OptanonConsent OptanonAlertBoxClosed borlabs-cookie cmplz_banner-status cmplz_consented_services cmplz_consent_status cmplz_functional cmplz_marketing "
        + "cmplz_policy_id cmplz_preferences cmplz_statistics cmplz_statistics-anonymous __cf_bm _cfuvid");

    // The rest is a number or an id of the counter; Matomo puts a dot before it.
    private static readonly byte[][] Beginnings =
        Split("_gat_UA- _gat_gtag_ _gac_UA- _gac_gb_ _dc_gtm_UA- __utmt_UA- _pk_id. _pk_ses. _pk_ref. _pk_cvar. _pk_hsr. _pk_testcookie. _hjSession_ _hjSessionUser_ cookielawinfo-checkbox-");

    /// <summary>True when the request has a cookie that is none of them.</summary>
    public static bool LeaveOthers(FieldSection fields)
    {
        if (fields.Find(KnownField.Cookie) < 0)
        {
            return false;
        }

        var names = new CookieNames(fields);
        while (names.Next())
        {
            if (!IsOne(names.Current))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOne(ReadOnlySpan<byte> name)
    {
        foreach (var one in Names)
        {
            if (name.SequenceEqual(one))
            {
                return true;
            }
        }

        foreach (var beginning in Beginnings)
        {
            if (name.StartsWith(beginning))
            {
                return true;
            }
        }

        return IsContainer(name);
    }

    // _ga_ and the id of a property, of capitals and digits: _ga_session is somebody's.
    private static bool IsContainer(ReadOnlySpan<byte> name)
    {
        if (name.Length < "_ga_X".Length || !name.StartsWith("_ga_"u8))
        {
            return false;
        }

        foreach (var letter in name["_ga_".Length..])
        {
            if (!char.IsAsciiLetterUpper((char)letter) && !char.IsAsciiDigit((char)letter))
            {
                return false;
            }
        }

        return true;
    }

    private static byte[][] Split(string names) => [.. names.Split(' ').Select(Encoding.ASCII.GetBytes)];
}
