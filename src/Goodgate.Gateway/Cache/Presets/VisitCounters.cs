using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Presets;

/// <summary>Cookies that scripts of visit counters and of consent banners set, and that no page depends on.</summary>
internal static class VisitCounters
{
    // Google Analytics and Ads, Meta, Matomo, Hotjar, Clarity, Bing; then consent banners; then what networks in front add.
    private static readonly byte[][] Beginnings =
    [
        .. "_ga _gid _gat _gcl_ _dc_gtm_ __utm _fbp _fbc _pk_ _hj _clck _clsk _uet cookieconsent cookie_notice cookielawinfo optanon cmplz_ borlabs-cookie __cf_bm _cfuvid".Split(' ').Select(Encoding.ASCII.GetBytes),
    ];

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
        foreach (var beginning in Beginnings)
        {
            if (name.Length >= beginning.Length && Ascii.EqualsIgnoreCase(name[..beginning.Length], beginning))
            {
                return true;
            }
        }

        return false;
    }
}
