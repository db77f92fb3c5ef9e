using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Files.Presets;

/// <summary>WordPress, as its handbook advises ("Hardening WordPress").</summary>
internal static class WordPress
{
    // Database dumps, logs (wp-content/debug.log) and settings of the server that were left in the root.
    private static readonly string[] HiddenExtensions = ["sql", "log", "ini", "sh"];

    // Folders that the application writes to itself.
    private static readonly string[] WrittenFolders = ["uploads", "upgrade", "blogs.dir", "languages"];

    // What guides for nginx give POST /wp-login.php and /xmlrpc.php: rate=5r/m for an address, burst=5 nodelay. fail2ban lets five tries through
    // (maxretry), too. A person who mistypes has six at once and five more each minute; who guesses gets 7,200 a day instead of millions.
    private static readonly RateSettings LoginRate = new() { Requests = "5/min", Burst = 5 };

    public static SitePreset Preset { get; } = new() { Name = "wordpress", Hides = Hides, Runs = Runs, Logins = [Login("/wp-login.php/*"), Login("/xmlrpc.php/*")] };

    // Only POST tries a password. With the star, since PATH_INFO behind the script's name leads to the same script.
    private static RouteSettings Login(string path) => new() { Path = path, Methods = ["POST"], Rate = LoginRate };

    // wp-config.txt and wp-config.old are copies people make; the script itself is for other scripts only.
    private static bool Hides(SitePath path) =>
        path.Segments is [var first, ..]
        && (first.StartsWith("wp-config.", StringComparison.OrdinalIgnoreCase)
            || first.StartsWith("wp-config-sample.", StringComparison.OrdinalIgnoreCase)
            || SitePreset.HasExtension(path.Name, HiddenExtensions));

    private static bool Runs(IReadOnlyList<string> script) => script switch
    {
        ["wp-includes", "ms-files.php"] or ["wp-includes", "js", "tinymce", "wp-tinymce.php"] => true,
        ["wp-includes", ..] or ["wp-admin", "includes", ..] => false,
        ["wp-content", var folder, _, ..] => !WrittenFolders.Contains(folder, StringComparer.OrdinalIgnoreCase),
        _ => true,
    };
}
