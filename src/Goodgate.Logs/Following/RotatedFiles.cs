namespace Goodgate.Logs.Following;

/// <summary>The rotated files of one log: those beside it and, when it is a link, those beside the file it leads to.</summary>
internal sealed class RotatedFiles
{
    private readonly string _path;
    private readonly FollowedSet _set;
    private readonly List<Place> _places = [];
    private List<(string Path, FileFacts Facts)>? _seen;

    /// <param name="path">Full path of the log.</param>
    /// <param name="set">The logs followed with it.</param>
    public RotatedFiles(string path, FollowedSet set)
    {
        (_path, _set) = (path, set);
        _places.Add(Entered(path));
    }

    /// <summary>True when every folder could be listed: what is not found is not there.</summary>
    public bool AreComplete => _places.TrueForAll(one => one.Folder.IsListed);

    /// <summary>True when there are more than are looked at.</summary>
    public bool AreTooMany => _places.Exists(one => one.Folder.Files(one.Name).Count >= LogFolder.Most);

    /// <summary>Full path of the file that the log leads to; null when it is no link.</summary>
    public string? Target => _places.Count > 1 ? _places[1].Path : null;

    /// <summary>Asks the system where the log leads to now.</summary>
    public void Resolve()
    {
        var target = LinksTo();
        if (Target is { } before && before != target)
        {
            _set.Leave(Path.GetDirectoryName(before)!, _places[1].Name);
            _places.RemoveAt(1);
        }

        if (target is not null && _places.Count == 1)
        {
            _places.Add(Entered(target));
        }
    }

    /// <summary>True when they are others than those that were found last, or were written to.</summary>
    public bool HaveChanged()
    {
        if (_places.TrueForAll(one => one.Seen == one.Folder.Version))
        {
            return IsLatestWritten();
        }

        Note();
        return _seen is null || !Look().SequenceEqual(_seen);
    }

    /// <summary>Those there are.</summary>
    /// <param name="anew">Also such as came since this round began.</param>
    public IReadOnlyList<(string Path, FileFacts Facts)> Find(bool anew)
    {
        foreach (var one in anew ? _places : [])
        {
            one.Folder.Refresh();
        }

        _seen = Look();
        Note();
        return _seen;
    }

    // A program that writes into a file with a date in its name, beside one without, or was not told of the rotation.
    private bool IsLatestWritten()
    {
        var latest = _seen is { Count: > 0 } ? _seen.MaxBy(one => one.Facts.Written) : default;
        return latest is { Path: { } path, Facts: var before } && LinuxFiles.At(path) is { } now && now != before;
    }

    private void Note() => _places.ForEach(one => one.Seen = one.Folder.Version);

    private List<(string Path, FileFacts Facts)> Look() =>
        [.. _places.SelectMany(one => one.Folder.Files(one.Name)).Distinct(StringComparer.Ordinal).Select(path => (path, LinuxFiles.At(path))).Where(one => one.Item2 is not null).Select(one => (one.path, one.Item2!.Value))];

    private Place Entered(string path)
    {
        var name = Path.GetFileName(path);
        return new Place(path, name, _set.Enter(Path.GetDirectoryName(path) ?? "/", name));
    }

    // Null when it is no link, or leads nowhere that can be known.
    private string? LinksTo()
    {
        try
        {
            return File.ResolveLinkTarget(_path, returnFinalTarget: true)?.FullName is { } target && target != _path ? target : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Place(string Path, string Name, LogFolder Folder)
    {
        /// <summary>The version of the folder that was looked at last.</summary>
        public int Seen { get; set; } = -1;
    }
}
