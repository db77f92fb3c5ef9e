using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Routing;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Presets;

/// <summary>Which requests of WordPress and WooCommerce get a page that is the same for everybody.</summary>
internal static class WordPressPages
{
    // wp-includes/default-constants.php and pluggable.php; WooCommerce: includes/class-wc-session-handler.php, class-wc-cart-session.php; Easy Digital Downloads.
    // A session of PHP is somebody's, whoever began it.
    private static readonly CookieList Cookies = new(
    [
        "wordpress_logged_in_*", "wordpress_sec_*", "wp-postpass_*", "comment_author_*", "wp_woocommerce_session_*", "woocommerce_items_in_cart*", "woocommerce_cart_hash*",
        "edd_items_in_cart*", "wp-settings-*", "phpsessid*",
    ]);

    // Names of the pages WooCommerce makes, in the languages of this program.
    private static readonly HashSet<string> PersonalPages = new(StringComparer.OrdinalIgnoreCase)
    {
        "cart", "checkout", "my-account", "basket", "warenkorb", "kasse", "mein-konto", "panier", "commande", "mon-compte", "carrito", "finalizar-compra", "mi-cuenta",
    };

    private static readonly HashSet<string> Scripts = new(StringComparer.OrdinalIgnoreCase)
    {
        "wp-admin", "wp-login.php", "wp-cron.php", "xmlrpc.php", "wp-signup.php", "wp-activate.php", "wp-comments-post.php", "wp-trackback.php", "wp-mail.php", "wc-api",
    };

    // Queries that choose one of a limited number of public pages (wp-includes/class-wp.php, public_query_vars). A search has no such number.
    private static readonly HashSet<string> PublicQueries = new(StringComparer.Ordinal)
    {
        "p", "page_id", "page", "paged", "cat", "tag", "category_name", "author", "author_name", "m", "year", "monthnum", "day", "w", "feed", "attachment_id", "post_type",
        "name", "pagename", "lang", "orderby", "order", "product_cat", "product_tag", "product-page", "cpage", "_embed", "per_page", "slug",
    };

    public static CachePreset Preset { get; } = new()
    {
        Name = "wordpress",
        Bypass = Why,
        Target = TrackingParameters.Drop,
        IgnoresVary = static name => name == "cookie",
    };

    private static string? Why(Exchange exchange)
    {
        var target = exchange.Target;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = RoutePath.Of(query < 0 ? target : target.AsSpan(0, query));
        return OfPath(path) ?? (query < 0 ? null : OfQuery(target.AsSpan(query + 1))) ?? OfFields(exchange.Client.Fields);
    }

    private static string? OfPath(ReadOnlySpan<char> path)
    {
        // As WordPress reads it (wp-includes/class-wp.php, parse_request): decoded, and names without the blanks around them.
        var decoded = path.Contains('%') ? Uri.UnescapeDataString(path) : path;
        foreach (var range in decoded.Split('/'))
        {
            var segment = decoded[range];
            var end = segment.IndexOf(';');
            segment = (end < 0 ? segment : segment[..end]).Trim(" +\t\r\n");
            if (Scripts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(segment))
            {
                return "wordpress-script";
            }

            if (PersonalPages.GetAlternateLookup<ReadOnlySpan<char>>().Contains(segment))
            {
                return "shop-page";
            }
        }

        // The API of the shop tells of the visitor's own cart.
        return decoded.Contains("/wp-json/wc", StringComparison.OrdinalIgnoreCase) ? "shop-page" : null;
    }

    private static string? OfQuery(ReadOnlySpan<char> query)
    {
        foreach (var range in query.Split('&'))
        {
            var name = TrackingParameters.NameOf(query[range]);
            if (name.StartsWith("preview", StringComparison.OrdinalIgnoreCase))
            {
                return "preview";
            }

            if (name.Equals("_wpnonce", StringComparison.OrdinalIgnoreCase))
            {
                return "nonce";
            }

            if (!name.IsEmpty && !TrackingParameters.Has(name) && !PublicQueries.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            {
                return "query";
            }
        }

        return null;
    }

    private static string? OfFields(FieldSection fields)
    {
        if (fields.Find(KnownField.Authorization) >= 0)
        {
            return "authorization";
        }

        if (fields.Find("X-WP-Nonce"u8) >= 0)
        {
            return "nonce";
        }

        return Cookies.AreIn(fields) ? "cookie" : null;
    }
}
