namespace Goodgate.Gateway.Cache.Presets;

/// <summary>Signs of a person who is logged in, in a page of WordPress. Such a page is that person's, whatever its fields say.</summary>
internal static class LoginSigns
{
    // wp-includes/class-wp-admin-bar.php; general-template.php (wp_logout_url); comment-template.php (class of "Logged in as"); user-edit.php behind "Howdy".
    private static readonly byte[][] Signs =
    [
        .. "id=\"wpadminbar\"|id='wpadminbar'|id=\"wp-admin-bar-|action=logout|class=\"logged-in-as\"|wp-admin/profile.php|wp-admin/post.php?post=".Split('|').Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <summary>True when the page shows one.</summary>
    public static bool Has(ReadOnlySpan<byte> page)
    {
        foreach (var sign in Signs)
        {
            if (page.IndexOf(sign) >= 0)
            {
                return true;
            }
        }

        return BodyIsMarked(page);
    }

    // get_body_class() puts it into the class of body; style sheets in the page name it for everybody.
    private static bool BodyIsMarked(ReadOnlySpan<byte> page)
    {
        var body = page.IndexOf("<body"u8);
        if (body < 0)
        {
            return false;
        }

        var tag = page[body..];
        var end = tag.IndexOf((byte)'>');
        return (end < 0 ? tag : tag[..end]).IndexOf("logged-in"u8) >= 0;
    }
}
