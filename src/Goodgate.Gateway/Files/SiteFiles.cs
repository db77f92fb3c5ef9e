using Goodgate.Gateway.Files.Coding;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Files.Presets;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Files;

/// <summary>The files of a site, ready for use.</summary>
public sealed class SiteFiles
{
    private static readonly string[] UsualIndex = ["index.php", "index.html"];

    /// <summary>Makes them ready.</summary>
    /// <param name="settings">What was said.</param>
    /// <param name="site">Name of the site, for messages.</param>
    /// <param name="php">Runs scripts; null = nobody does.</param>
    /// <exception cref="ArgumentException">The root cannot be used.</exception>
    public SiteFiles(FilesSettings settings, string site, Upstream? php)
    {
        Settings = settings;
        Php = php;
        Preset = SitePreset.Find(settings.Preset);
        Limits = settings.LimitLogins ? [.. Preset.Logins.Select(login => login with { Origin = $"sites.{site}.files.limit_logins" })] : [];
        Index = settings.Index.Count > 0 ? settings.Index : UsualIndex;
        Opening = new RootSettings(settings.Root, settings.FollowSymlinks, Preset.LinkedFolder);
        FrontController = settings.FrontController is "off" ? null : settings.FrontController?.TrimStart('/') ?? (php is null ? null : "index.php");
        if (Refusal(settings, site, out _) is { } refusal)
        {
            throw new ArgumentException(refusal, nameof(settings));
        }
    }

    public FilesSettings Settings { get; }

    public Upstream? Php { get; }

    /// <summary>Absolute path of the folder.</summary>
    public string Root => Settings.Root;

    internal SitePreset Preset { get; }

    /// <summary>Routes that limit the rate of requests for files: those of logins, where that is wished.</summary>
    internal IReadOnlyList<RouteSettings> Limits { get; }

    internal IReadOnlyList<string> Index { get; }

    internal RootSettings Opening { get; }

    /// <summary>What answers for paths that name no file, below the root and without a slash in front; null = nothing does.</summary>
    internal string? FrontController { get; }

    internal CodingRoom Room { get; } = new(CodingRoom.Usual);

    /// <summary>Why a root cannot be served, with the remedy; null when it can. Opens nothing for reading.</summary>
    /// <param name="settings">What was said.</param>
    /// <param name="site">Name of the site.</param>
    /// <param name="denied">True when it is this user who may not: another user may well.</param>
    public static string? Refusal(FilesSettings settings, string site, out bool denied) =>
        Trouble(settings.Root, out denied) is { } trouble ? $"the root {settings.Root} of site {site} {trouble}" : null;

    private static string? Trouble(string root, out bool denied)
    {
        denied = false;
        if (!OperatingSystem.IsLinux())
        {
            return "cannot be served: files are served on Linux only.";
        }

        // The dot is looked up in the folder, and so asks whether we may pass it.
        using var passed = FileCalls.Open(null, root.TrimEnd('/') + "/.", FileCalls.ForLooking, out var errno);
        denied = errno == FileErrno.AccessDenied;
        return errno switch
        {
            0 => null,
            FileErrno.AccessDenied => $"may not be entered by {Environment.UserName}, whom the gateway runs as. Give x on it and on each folder above it (namei -l shows whose they are), or run the gateway as another user.",
            FileErrno.NotFolder when File.Exists(root) => "is a file. Name the folder it is in.",
            FileErrno.NotFound or FileErrno.NotFolder => "does not exist. Create it, or correct the path.",
            _ => $"cannot be opened (errno {errno}).",
        };
    }
}
