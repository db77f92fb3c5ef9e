using System.Globalization;

namespace Goodgate.Gateway.Fpm.Files;

/// <summary>A pool as its file has it, with FPM's defaults for what is absent.</summary>
public sealed class Pool(FpmSection section)
{
    // MAXSYMLINKS of Linux (path_resolution(7)).
    private const int MostLinks = 40;

    /// <summary>Name of the pool.</summary>
    public string Name => section.Name;

    /// <summary>Where its section begins.</summary>
    public FpmPlace Place => section.Place;

    /// <summary>What stands in it.</summary>
    public IReadOnlyList<FpmEntry> Entries => section.Entries;

    /// <summary>The entry that counts; null when absent.</summary>
    public FpmEntry? Find(string name, string? index = null) => section.Find(name, index);

    /// <summary>Where a directive stands, or the section when it is absent.</summary>
    public FpmPlace PlaceOf(string name) => Find(name)?.Place ?? Place;

    /// <summary>A value with <c>$pool</c> replaced; the default when absent; null when only FPM's environment knows it, or when there is none.</summary>
    public string? Text(string name)
    {
        var entry = Find(name);
        return entry is { IsKnown: false } ? null
            : (entry?.Value ?? FpmDirectives.Pool[name].Default) is { Length: > 0 } text ? text.Replace("$pool", Name, StringComparison.Ordinal)
            : null;
    }

    /// <summary>A whole number; null when there is none or it is none.</summary>
    public int? Number(string name) => Text(name) is { } text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A time in seconds; null when there is none or it is none.</summary>
    public int? Seconds(string name) => Text(name) is { } text ? FpmTime.Seconds(text) : null;

    /// <summary>True for yes; null when only FPM's environment knows it.</summary>
    public bool? Flag(string name) => Find(name) is { IsKnown: false } ? null : Text(name) is "1" or "yes" or "true" or "on";

    /// <summary><c>static</c>, <c>dynamic</c> or <c>ondemand</c>; null when absent or wrong.</summary>
    public string? ProcessControl => Text("pm")?.ToLowerInvariant() is "static" or "dynamic" or "ondemand" ? Text("pm")!.ToLowerInvariant() : null;

    /// <summary>True when <c>listen</c> is a path.</summary>
    public bool IsUnix => Text("listen") is { } listen && listen.Contains('/', StringComparison.Ordinal);

    /// <summary>
    /// Whether <c>listen</c> is this very address: the same path (links followed), or the same host and port. A port alone is none: whose machine answers at an
    /// address is not always this one (a port that a container has published).
    /// </summary>
    /// <param name="address">A path or <c>HOST:PORT</c>.</param>
    public bool IsNamed(string address) => Text("listen") is { } listen && (listen == address || (address.StartsWith('/') && ListensOn(address)));

    /// <summary>Whether <c>listen</c> means this address: the same path (links followed), or the same port on that host or on all.</summary>
    /// <param name="address">A path or <c>HOST:PORT</c>.</param>
    public bool ListensOn(string address)
    {
        if (Text("listen") is not { } listen)
        {
            return false;
        }

        if (listen == address)
        {
            return true;
        }

        if (address.StartsWith('/'))
        {
            // Debian's /var/run is a link to /run; either is written.
            return listen.StartsWith('/') && Path.GetFileName(listen) == Path.GetFileName(address) && Real(listen) == Real(address);
        }

        var port = address[(address.LastIndexOf(':') + 1)..];
        return listen == port || (listen.EndsWith($":{port}", StringComparison.Ordinal) && listen[..^(port.Length + 1)] is "0.0.0.0" or "[::]" or "*");
    }

    private static string Real(string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "/";
        var parts = new List<string>();
        for (var links = 0; folder.Length > 1;)
        {
            try
            {
                // Each of two links may lead through the other; the kernel ends there as well.
                if (new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true) is { } target && links++ < MostLinks)
                {
                    folder = target.FullName;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                break;
            }

            parts.Insert(0, Path.GetFileName(folder));
            folder = Path.GetDirectoryName(folder) ?? "/";
        }

        return $"{folder}{string.Join('/', parts)}/{Path.GetFileName(path)}";
    }
}
