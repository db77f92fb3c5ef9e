using System.Text;

namespace Goodgate.Gateway.Cache.Presets;

/// <summary>Parameters that advertisements, mailings and social networks add to links, for scripts in the page: a server makes the same page without them.</summary>
internal static class TrackingParameters
{
    // From the documentation of Google Analytics and Ads, Microsoft Advertising, Meta, X, TikTok, LinkedIn, Pinterest, Yandex, Mailchimp, HubSpot, Marketo,
    // Matomo, Adobe.
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "_ga", "_gl", "fbclid", "msclkid", "twclid", "ttclid", "li_fat_id",
        "epik", "yclid", "ysclid", "igshid", "igsh", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp", "hsctatracking", "mkt_tok", "s_kwcid", "ef_id",
        "vero_id", "wickedid", "oly_anon_id", "oly_enc_id",
    };

    private static readonly string[] Beginnings = ["utm_", "mtm_", "pk_", "matomo_", "piwik_"];

    /// <summary>True for the name of such a parameter.</summary>
    public static bool Has(ReadOnlySpan<char> name)
    {
        foreach (var beginning in Beginnings)
        {
            if (name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return Names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }

    /// <summary>The target without them, and without parameters that have no name, which PHP leaves out; the same string when it has none.</summary>
    public static string Drop(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return target;
        }

        var kept = new StringBuilder(target.Length).Append(target, 0, query);
        var (separator, dropped) = ('?', false);
        foreach (var range in target.AsSpan(query + 1).Split('&'))
        {
            var one = target.AsSpan(query + 1)[range];
            if (NameOf(one).IsEmpty || Has(NameOf(one)))
            {
                dropped = true;
                continue;
            }

            kept.Append(separator).Append(one);
            separator = '&';
        }

        return dropped ? kept.ToString() : target;
    }

    /// <summary>Name of <c>name=value</c>.</summary>
    public static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> parameter)
    {
        var equals = parameter.IndexOf('=');
        return equals < 0 ? parameter : parameter[..equals];
    }
}
