using Goodgate.Gateway.Descriptors;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Files.Disk;

/// <summary>
/// The folder a site is served from, as it is during one request: opened anew each time, so that a release that replaces the link in its path takes
/// effect at once, and all lookups of one request are in the same release.
/// </summary>
internal sealed class SiteRoot : IDisposable
{
    private readonly SafeFileHandle _folder;
    private readonly RootSettings _settings;
    private string? _realPath;
    private bool _waits;

    private SiteRoot(SafeFileHandle folder, RootSettings settings, bool waits) => (_folder, _settings, _waits) = (folder, settings, waits);

    /// <summary>True when something was looked for that is not in memory: what was found since does not count. Only before <see cref="AllowWaiting"/>.</summary>
    public bool HasMissed { get; private set; }

    /// <summary>Its path without links.</summary>
    public string RealPath => _realPath ??= FileCalls.RealPath(_folder) ?? _settings.Path;

    /// <summary>Opens it; null when it cannot be.</summary>
    public static SiteRoot? Open(RootSettings settings, out int errno) =>
        Kept(FileCalls.Open(null, settings.Path, FileCalls.ForLooking, out errno), ref errno) is { } folder ? new SiteRoot(folder, settings, waits: true) : null;

    /// <summary>Opens it by what is in memory: for threads that must not wait for a disk. Null when that does not do.</summary>
    public static SiteRoot? OpenCached(RootSettings settings)
    {
        var folder = Kept(FileCalls.OpenCached(settings.Path, out var errno), ref errno);
        return folder is null ? null : new SiteRoot(folder, settings, waits: false);
    }

    /// <summary>From now on the disk may be waited for.</summary>
    public void AllowWaiting() => (_waits, HasMissed) = (true, false);

    /// <summary>Opens a file or folder in it. Devices, pipes and sockets are not there, nor is what a link leads to outside, unless settings allow it.</summary>
    /// <param name="path">Below the root, without a slash in front; no dot segments.</param>
    /// <param name="flags"><see cref="FileCalls.ForReading"/> or <see cref="FileCalls.ForLooking"/>.</param>
    public Opening Find(string path, int flags)
    {
        var handle = Kept(FileCalls.OpenBeneath(_folder, path, flags, _waits, out var errno), ref errno);
        if (handle is null && !_waits && FileErrno.AsksForTheDisk(errno))
        {
            HasMissed = true;
            return default;
        }

        if (handle is null && FileErrno.AsksForAnotherLook(errno))
        {
            // A link on the way, or a system without the call. What was opened is asked where it is: nothing can be exchanged between question and use.
            handle = Allowed(Kept(FileCalls.Open(_folder, path, flags, out errno), ref errno), flags);
        }

        if (handle is null)
        {
            return new Opening(null, FileErrno.IsAbsence(errno) ? 0 : errno);
        }

        var failed = FileCalls.Stat(handle, out var stat);
        if (failed == 0 && (stat.IsFile || stat.IsFolder))
        {
            return new Opening(new OpenedFile(handle, stat), 0);
        }

        handle.Dispose();
        return new Opening(null, failed);
    }

    public void Dispose() => _folder.Dispose();

    // A link may lead within the root, or as settings say; never to what its own name would hide (notes.txt -> wp-config.php), nor to a script that its own
    // path would not let run (media -> wp-content/uploads).
    private SafeFileHandle? Allowed(SafeFileHandle? handle, int flags)
    {
        if (handle is null)
        {
            return null;
        }

        var path = FileCalls.RealPath(handle);
        var isInside = path is not null && IsIn(path, RealPath);
        if (path is not null && (isInside || _settings.FollowsLinks || IsLinked(path)))
        {
            var segments = (isInside ? path[RealPath.Length..] : path).Split('/', StringSplitOptions.RemoveEmptyEntries);
            var name = segments.LastOrDefault("");
            var isServed = flags == FileCalls.ForLooking ? !(ServedNames.IsScript(name) && ServedNames.IsUploaded(segments)) : !ServedNames.IsSource(name);
            if (isServed && !(isInside && ServedNames.IsHidden(segments)))
            {
                return handle;
            }
        }

        handle.Dispose();
        return null;
    }

    private bool IsLinked(string path) => _settings.LinkedFolder is { } linked && IsIn(path, Path.GetFullPath(linked, RealPath));

    private static bool IsIn(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || folder.EndsWith('/') || path[folder.Length] == '/');

    // The last descriptors are for the runtime: a file that took one is closed, as if there had been none (Descriptors/DescriptorReserve.cs).
    private static SafeFileHandle? Kept(SafeFileHandle? handle, ref int errno)
    {
        if (handle is null || !DescriptorReserve.IsTouchedBy((int)handle.DangerousGetHandle()))
        {
            return handle;
        }

        handle.Dispose();
        errno = FileErrno.TooManyFiles;
        return null;
    }
}

/// <summary>How a root is opened and what is in it.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="FollowsLinks">Links may lead anywhere.</param>
/// <param name="LinkedFolder">A folder, counted from the root, that links may lead to besides; null = none.</param>
internal sealed record RootSettings(string Path, bool FollowsLinks, string? LinkedFolder);
