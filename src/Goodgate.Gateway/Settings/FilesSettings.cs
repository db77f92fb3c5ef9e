namespace Goodgate.Gateway.Settings;

/// <summary>A site served from a folder: what is a file is sent by us, what is a script is run by PHP.</summary>
public sealed record FilesSettings
{
    /// <summary>Absolute path of the folder.</summary>
    public required string Root { get; init; }

    /// <summary>Name of the upstream that runs scripts; null = nothing is run, and no script is shown either.</summary>
    public string? Php { get; init; }

    /// <summary>The folder as PHP sees it, where that is another path (containers, chroot); null = as we see it.</summary>
    public string? PhpRoot { get; init; }

    /// <summary><c>plain-php</c>, <c>wordpress</c>, <c>laravel</c> or <c>drupal</c>.</summary>
    public string Preset { get; init; } = "plain-php";

    /// <summary>Limit how often one client may try to log in; only with a preset that knows where that is (WordPress).</summary>
    public bool LimitLogins { get; init; }

    /// <summary>Files looked for in a folder, in this order; empty = <c>index.php</c>, <c>index.html</c>.</summary>
    public IReadOnlyList<string> Index { get; init; } = [];

    /// <summary>What answers for paths that name no file: a path below the root, or <c>off</c>; null = <c>/index.php</c>, where there is one and PHP to run it.</summary>
    public string? FrontController { get; init; }

    /// <summary>Follow symbolic links out of the root.</summary>
    public bool FollowSymlinks { get; init; }

    /// <summary>Compress text that has no stored <c>.br</c> or <c>.gz</c> beside it, and, where the site says nothing else, what scripts answer uncompressed.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Cache-Control of files other than pages (HTML); null = none is sent.</summary>
    public string? AssetsCacheControl { get; init; }
}
