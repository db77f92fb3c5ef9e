using Goodgate.Cli.Importing.Logged;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Reading;

/// <summary>The files of one reading: the one that was named and those it includes, each within bounds. Never two times within itself.</summary>
/// <param name="main">Path of the file that was named, as typed.</param>
/// <param name="folder">The working directory: relative paths as typed count from there.</param>
internal sealed class FileSet(string main, string folder)
{
    private readonly Stack<string> _open = new();
    private readonly List<(SettingsPlace Place, string Why)> _left = [];
    private int _files;
    private long _bytes;
    private int _directives;

    /// <summary>The file that was named, as typed.</summary>
    public string Main { get; } = main;

    /// <summary>Includes that were not followed, with the reason. The rest is judged all the same: people send one file of many.</summary>
    public IReadOnlyList<(SettingsPlace Place, string Why)> Left => _left;

    /// <summary>What the logs that go with the settings say; empty when none was read.</summary>
    public IReadOnlyList<LoggedHead> HeadsTooLarge { get; init; } = [];

    /// <summary>Files read.</summary>
    public int Count => _files;

    /// <summary>Reads the file that was named, unless it is plainly another system's.</summary>
    /// <param name="system">Whose settings it is said to be.</param>
    public string ReadMain(string system)
    {
        var text = Read(Path.Combine(folder, Main), Main);
        SystemLook.Check(text, Main, system);
        return text;
    }

    /// <summary>Counts an instruction.</summary>
    public void Took(SettingsPlace place)
    {
        if (++_directives > Bounds.Directives)
        {
            throw new UnreadableConfig(place, $"more than {Bounds.Directives} instructions", "fewer");
        }
    }

    /// <summary>Hands over each file an include stands for, in the order of their names.</summary>
    /// <param name="pattern">Path or pattern.</param>
    /// <param name="at">The include.</param>
    /// <param name="wanted">Whether a pattern without a match, or a file that is missing, is worth a word.</param>
    /// <param name="folders">Folders a relative path may count from, the likeliest first.</param>
    /// <param name="take">Takes the text and the name to show.</param>
    public void Include(Word pattern, SettingsPlace at, bool wanted, IReadOnlyList<string> folders, Action<string, string> take)
    {
        if (_open.Count >= Bounds.Includes)
        {
            throw new UnreadableConfig(at, $"files that include each other more than {Bounds.Includes} deep, this one {Shown.Quoted(pattern.Text)}", "an end to it: a file that includes itself?");
        }

        var bases = Path.IsPathRooted(pattern.Text) ? [""] : folders;
        var found = bases.Select(start => FilePattern.Match(start, pattern.Text, folder)).FirstOrDefault(paths => paths.Count > 0) ?? [];
        if (found.Count == 0 && wanted)
        {
            _left.Add((at, $"{Shown.Quoted(pattern.Text)} was not found"));
        }

        foreach (var path in found)
        {
            Take(path, at, take);
        }
    }

    private void Take(string path, SettingsPlace at, Action<string, string> take)
    {
        if (_open.Contains(path))
        {
            throw new UnreadableConfig(at, $"{Shown.Quoted(path)} includes itself", "a file that is not being read already");
        }

        if (_files >= Bounds.Files)
        {
            throw new UnreadableConfig(at, $"more than {Bounds.Files} files", "fewer");
        }

        string text;
        try
        {
            text = Read(path, path);
        }
        catch (UnreadableConfig unreadable) when (unreadable.Place.Line == 0)
        {
            _left.Add((at, $"{Shown.Quoted(path)}: {unreadable.Found}"));
            return;
        }

        _open.Push(path);
        take(text, path);
        _open.Pop();
    }

    private string Read(string path, string shown)
    {
        var text = SourceText.Of(path, shown);
        _files++;
        _bytes += text.Length;
        if (_open.Count == 0 && _files == 1)
        {
            _open.Push(Path.GetFullPath(path));
        }

        return _bytes <= Bounds.Total ? text : throw new UnreadableConfig(new SettingsPlace(shown, 0, 1), $"more than {Bounds.Total / 1024 / 1024} MiB of settings with this file", "fewer");
    }
}
