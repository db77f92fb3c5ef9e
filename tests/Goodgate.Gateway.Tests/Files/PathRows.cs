namespace Goodgate.Gateway.Tests.Files;

/// <summary>Paths that attack, and what becomes of them. With a front controller, what names no file is <c>script /index.php</c>.</summary>
internal static class PathRows
{
    private const string Bad = "400 bad-path";
    private const string Hidden = "404 hidden-file";
    private const string NotRun = "403 script-not-run";
    private const string Front = "script /index.php";

    /// <summary>The files there are.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        "index.php", "style.css", "plain", "a b.txt", "%2e%2e", "naïve.txt", "wp-config.php", "wp-config.php.bak", "wp-config.php~", "wp-config.php.save", "wp-config.bak", "x.PHP",
        "x.phtml", "x.phar", "x.php5", "x.php.txt", "functions.inc", "style.css~", "data.json.old", ".env", ".git/config", ".htaccess", ".well-known/acme-challenge/token",
        ".well-known/.secret", "sub/.hidden/file.txt", "uploads/x.php", "uploads/a.jpg", "wp-content/uploads/2024/x.php", "wp-content/UPLOADS/x.php", "wp-content/uploads/index.php",
        "empty/", "docs/index.html", "app/index.php", "lib.php/x.css", "#wp-config.php#", "dump.php.gz",
    ];

    public static TheoryData<string, string> Rows => new()
    {
        // Leaving the root.
        { "/../etc/passwd", Bad }, { "/..", Bad }, { "/a/../b", Bad }, { "/./style.css", Bad }, { "/%2e%2e/etc/passwd", Bad }, { "/%2E%2E/x", Bad }, { "/.%2e/x", Bad },
        { "/%2e./x", Bad }, { "/..%2fetc%2fpasswd", Bad }, { "/%2e%2e%2fetc%2fpasswd", Bad }, { "/a/..%2f..%2f..%2fetc/passwd", Bad }, { "/..%5cetc", Bad }, { "/..\\etc", Bad },
        { "/%5c..%5cetc", Bad }, { "/style.css/..", Bad }, { "/index.php/../wp-config.php", Bad }, { "/index.php/%2e%2e/wp-config.php", Bad },
        { "//etc/passwd", Front }, { "///..//etc", Bad }, { "/%2fetc%2fpasswd", Front }, { "/docs%2findex.html", Front },

        // Decoded once and no more.
        { "/%252e%252e/etc/passwd", Front }, { "/%252e%252e", "file %2e%2e" }, { "/%252fetc", Front }, { "/%25252e", Front }, { "/style%252ecss", Front },

        // Other spellings of dot and slash: overlong and broken UTF-8, full-width forms.
        { "/%c0%ae%c0%ae/etc", Front }, { "/%c0%af", Front }, { "/%e0%80%af", Front }, { "/..%c0%af", Hidden }, { "/a..%c0%af", Front }, { "/%f0%80%80%af", Front }, { "/%ff", Front }, { "/%ef%bc%8e%ef%bc%8e/etc", Front },
        { "/na%EFve.txt", Front }, { "/na%C3%AFve.txt", "file naïve.txt" },

        // Bytes that end names or lines.
        { "/style.css%00", Bad }, { "/style.css%00.php", Bad }, { "/index.php%00.jpg", Bad }, { "/index.php/%0a", Bad }, { "/a%0d%0aSet-Cookie:x", Bad }, { "/%7f", Bad }, { "/%1b[2J", Bad },

        // Broken encodings.
        { "/%", Bad }, { "/%2", Bad }, { "/%zz", Bad }, { "/100%", Bad }, { "/%u002e", Bad }, { "style.css", Bad }, { "", Bad }, { "?x", Bad },

        // Hidden names.
        { "/.env", Hidden }, { "/.git/config", Hidden }, { "/%2egit/config", Hidden }, { "/.git", Hidden }, { "/.git/", Hidden }, { "/.htaccess", Hidden }, { "/sub/.hidden/file.txt", Hidden },
        { "/.not-there", Hidden }, { "/.well-known/acme-challenge/token", "file .well-known/acme-challenge/token" }, { "/.well-known/.secret", Hidden }, { "/sub/.well-known/x", Hidden },
        { "/.well-known/change-password", Front }, { "/...", Hidden },

        // Source is run or refused, never shown.
        { "/wp-config.php", "script /wp-config.php" }, { "/wp-config.php.bak", Hidden }, { "/wp-config.php~", Hidden }, { "/wp-config.php.save", Hidden }, { "/wp-config.bak", Hidden }, { "/x.PHP", Hidden }, { "/x.pHp", Hidden },
        { "/x.phtml", Hidden }, { "/x.phar", Hidden }, { "/x.php5", Hidden }, { "/x.php.txt", Hidden }, { "/functions.inc", Hidden }, { "/wp-config.php.", Hidden }, { "/wp-config.php%20", Hidden },
        { "/wp-config.php::$DATA", Hidden }, { "/%23wp-config.php%23", Hidden }, { "/style.css~", Hidden }, { "/data.json.old", Hidden }, { "/dump.php.gz", Hidden }, { "/wp-config.php_old", Hidden },
        { "/wp%2dconfig.php", "script /wp-config.php" }, { "/style.css.", Front }, { "/style.css%20", Front },

        // Uploads are never run, whether they are there or not.
        { "/uploads/x.php", NotRun }, { "/uploads/not-there.php", NotRun }, { "/wp-content/uploads/2024/x.php", NotRun }, { "/wp-content/UPLOADS/x.php", NotRun }, { "/uploads/x.php/a.jpg", NotRun },
        { "/uploads//x.php", NotRun }, { "/%75ploads/x.php", NotRun }, { "/uploads/a.jpg", "file uploads/a.jpg" }, { "/uploads/a.jpg/x.php", NotRun }, { "/style.css/x.php", Front },
        { "/wp-content/uploads/", Front },

        // Which script, and what is behind it.
        { "/index.php", Front }, { "/index.php?a=/../b", Front }, { "/index.php/", "script /index.php + /" }, { "/index.php/foo/bar", "script /index.php + /foo/bar" },
        { "/index.php//x", "script /index.php + //x" }, { "/index.php/a%2Fb%20c", "script /index.php + /a/b c" }, { "/app/index.php/x.php", "script /app/index.php + /x.php" }, { "/not-there.php", Front },
        { "/not-there.php/x", Front }, { "/lib.php/x.css", "file lib.php/x.css" }, { "/lib.php", "slash" }, { "//index.php", Front },

        // Folders and plain files.
        { "/", Front }, { "/docs", "slash" }, { "/docs/", "file docs/index.html" }, { "/docs//index.html", "file docs/index.html" }, { "/empty", "slash" }, { "/empty/", Front }, { "/app/", "script /app/index.php" },
        { "/style.css", "file style.css" }, { "/style.css?v=1", "file style.css" }, { "/style.css/", Front }, { "/a%20b.txt", "file a b.txt" }, { "/plain", "file plain" }, { "/wp-json/wp/v2/templates/x//home", Front },
    };
}
