using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Reading;

/// <summary>Fills the records of one site.</summary>
internal static class SiteBinding
{
    public static SiteSettings Bind(ReadGroup group) => new()
    {
        Name = group.Name,
        Hosts = group.Texts("hosts"),
        Routes = [.. group.Groups("routes").Select(Route)],
        Files = group.Group("files") is { } files ? Files(files) : null,
        Cache = group.Group("cache") is { } cache ? Cache(cache) : null,
        Compress = Compress(group),
        ErrorPages = group.Text("error_pages"),
        StatusPage = group.Text("status_page"),
    };

    private static FilesSettings Files(ReadGroup group) => new()
    {
        Root = group.NeededText("root"),
        Php = group.Text("php"),
        PhpRoot = group.Text("php_root"),
        Preset = group.NeededText("preset"),
        LimitLogins = group.Flag("limit_logins"),
        Index = group.Texts("index"),
        FrontController = group.Text("front_controller"),
        FollowSymlinks = group.Flag("follow_symlinks"),
        Compress = group.Flag("compress"),
        AssetsCacheControl = group.Text("assets_cache_control"),
    };

    private static RouteSettings Route(ReadGroup group) => new()
    {
        Path = group.NeededText("path"),
        Methods = group.Texts("methods"),
        Upstream = group.Text("upstream"),
        Redirect = group.Group("redirect") is { } redirect
            ? new RedirectSettings { To = redirect.NeededText("to"), Status = redirect.Number("status") }
            : null,
        Respond = group.Group("respond") is { } respond ? Respond(respond) : null,
        Rate = group.Group("rate") is { } rate ? Rate(rate) : null,
        Cache = group.Group("cache") is { } cache ? Cache(cache) : null,
        Compress = Compress(group),
        Origin = group.Place.FileAndLine,
    };

    private static bool? Compress(ReadGroup group) => group.Has("compress") ? group.Flag("compress") : null;

    private static CacheSettings Cache(ReadGroup group) => new()
    {
        Mode = group.NeededText("mode") switch { "wordpress" => CacheMode.WordPress, "off" => CacheMode.Off, _ => CacheMode.On },
        Ttl = group.Has("ttl") ? group.Duration("ttl") : null,
        StaleIfError = group.Duration("stale_if_error"),
        BypassCookies = group.Texts("bypass_cookies"),
    };

    private static RateSettings Rate(ReadGroup group) => new()
    {
        Requests = group.NeededText("requests"),
        Burst = group.Has("burst") ? group.Number("burst") : null,
    };

    private static RespondSettings Respond(ReadGroup group) => new()
    {
        Status = group.Number("status"),
        Body = group.NeededText("body"),
        ContentType = group.NeededText("content_type"),
        RetryAfter = group.Has("retry_after") ? group.Duration("retry_after") : null,
    };
}
