using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Shapes;

namespace Goodgate.Cli.Settings.Table;

/// <summary>Keys of a site's files.</summary>
internal static class FilesKeys
{
    public static readonly GroupShape Files = new(
    [
        new("root", new TextShape(PlainFormats.Root)) { Required = true, Doc = "Folder the site is served from. Linux only." },
        new("php", new TextShape(PhpFormats.Server))
        {
            Doc = "What runs scripts: the name of an upstream, or `unix:/PATH` or `HOST:PORT` of PHP-FPM. Without it no script is run, and none is shown.",
        },
        new("php_root", new TextShape(PlainFormats.AbsoluteFolder))
        {
            Doc = "The root as PHP sees it, where that is another path (container, chroot). The real path of the root when absent.",
        },
        new("preset", new ChoiceShape("plain-php", "wordpress", "laravel", "drupal"))
        {
            Default = "plain-php",
            Origin = "what holds for every PHP application",
            Doc = "What is known of the application: which scripts are run, and what is hidden ([site files](site-files.md)).",
        },
        new("limit_logins", new FlagShape())
        {
            Default = "false",
            Origin = "an office behind one address would be one client",
            Doc = "Limit how often one client may try a password; only with `preset: wordpress`: POST to `/wp-login.php` and `/xmlrpc.php`, 5/min each with burst 5 ([rate limits](rate-limits.md)).",
        },
        new("index", new ListShape(new TextShape(PlainFormats.FileName)) { Most = 16 })
        {
            Doc = "Files looked for in a folder, in this order; `index.php`, `index.html` when empty.",
        },
        new("front_controller", new TextShape(WebFormats.FrontController))
        {
            Doc = "What answers for paths that name no file: a path below the root, or `off`. `/index.php` when absent, where there is one and `php` to run it.",
        },
        new("follow_symlinks", new FlagShape())
        {
            Default = "false",
            Origin = "who can place a link would choose what is served",
            Doc = "Follow symbolic links out of the root. Those that stay within it are always followed.",
        },
        new("compress", new FlagShape())
        {
            Default = "true",
            Origin = "text shrinks to a quarter",
            Doc = "Compress text of 1 KiB to 16 MiB that has no `.br` or `.gz` file beside it; and what scripts answer, unless `compress` of the site or a route says otherwise.",
        },
        new("assets_cache_control", new TextShape(WebFormats.FieldValue))
        {
            Doc = "Cache-Control of files other than HTML, such as `public, max-age=31536000, immutable` where their names change with their content. None when absent.",
        },
    ])
    {
        ShortKey = "root",
    };
}
