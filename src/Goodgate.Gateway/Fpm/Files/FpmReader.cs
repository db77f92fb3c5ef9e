using System.Text;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Fpm.Files;

/// <summary>Reads the files of one configuration. One use, one reader.</summary>
internal sealed class FpmReader
{
    // The file Debian ships has 24 KB, nearly all of it comments.
    private const int MostBytes = 1024 * 1024;

    // One pool for each site of a large shared host.
    private const int MostFiles = 500;

    // fpm_conf.c: "failed to include more than 5 files recusively".
    private const int MostLevels = 5;

    // A file of another kind has a problem on each line; the first hundred say so.
    private const int MostProblems = 100;

    private readonly List<string> _files = [];
    private readonly List<FpmProblem> _problems = [];
    private readonly List<FpmEntry> _global = [];
    private readonly List<(string Name, FpmPlace Place, List<FpmEntry> Entries)> _pools = [];
    private List<FpmEntry>? _pool;

    public FpmConfiguration Read(string path)
    {
        ReadFile(path, new FpmPlace(path, 0), level: 0);
        var global = new FpmSection(FpmSection.GlobalName, new FpmPlace(path, 0), _global);
        return new FpmConfiguration(_files, global, [.. _pools.Select(pool => new Pool(new FpmSection(pool.Name, pool.Place, pool.Entries)))], _problems);
    }

    private void ReadFile(string path, FpmPlace asked, int level)
    {
        if (_files.Count >= MostFiles)
        {
            return;
        }

        _files.Add(path);
        if (Text(path, asked) is not { } text)
        {
            return;
        }

        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            Take(IniLine.Read(line.ToString()), new FpmPlace(path, ++number), level);
        }
    }

    private string? Text(string path, FpmPlace asked)
    {
        // To open a pipe is to wait for whoever writes it, and a device may never end. A folder is told as one below.
        if (FileCalls.Stat(path) is { IsFile: false, IsFolder: false })
        {
            Refuse(asked, "unreadable", $"cannot read {FpmWords.Quoted(path)}: it is a pipe, a socket or a device, and no file");
            return null;
        }

        try
        {
            using var file = PlainFile.Open(path, out _);
            if (file.Length > MostBytes)
            {
                Refuse(asked, "unreadable", $"{FpmWords.Quoted(path)} has {file.Length} bytes; a pool file has at most {MostBytes}");
                return null;
            }

            using var reader = new StreamReader(file, Encoding.UTF8);
            var text = new char[MostBytes];
            return new string(text, 0, reader.ReadBlock(text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Refuse(asked, "unreadable", $"cannot read {FpmWords.Quoted(path)}: {FpmWords.Reason(e, path)}");
            return null;
        }
    }

    private void Take(IniLine line, FpmPlace place, int level)
    {
        if (line.Problem is { } problem)
        {
            Refuse(place, "syntax", problem, line.Expected ?? "");
        }
        else if (line.Section is { } section)
        {
            Open(section, place);
        }
        else if (string.Equals(line.Name, "include", StringComparison.OrdinalIgnoreCase))
        {
            Include(line, place, level);
        }
        else if (line.Name is { } name)
        {
            (_pool ?? _global).Add(new FpmEntry(name.ToLowerInvariant(), line.Index, line.Value, place) { IsKnown = line.IsKnown });
        }
    }

    private void Open(string section, FpmPlace place)
    {
        if (section.Equals(FpmSection.GlobalName, StringComparison.OrdinalIgnoreCase))
        {
            _pool = null;
            return;
        }

        if (NearestWord.Of(section, [FpmSection.GlobalName]) is not null)
        {
            _problems.Add(new FpmProblem(place, "section", $"[{FpmWords.Shown(section)}] opens a pool of that name") { DidYouMean = "[global]" });
        }

        var known = _pools.FindIndex(pool => pool.Name == section);
        if (known < 0)
        {
            known = _pools.Count;
            _pools.Add((section, place, []));
        }

        _pool = _pools[known].Entries;
    }

    private void Include(IniLine line, FpmPlace place, int level)
    {
        if (level >= MostLevels)
        {
            Refuse(place, "include", $"files include each other more than {MostLevels} deep");
            return;
        }

        var found = IncludedFiles.Of(line.Value, place.File);
        if (found.Problem is { } problem)
        {
            Refuse(place, "include", problem);
        }

        foreach (var path in found.Paths)
        {
            // Sections run on across files, as in FPM: what follows an include belongs to the last pool that was included.
            ReadFile(path, place, level + 1);
        }
    }

    private void Refuse(FpmPlace place, string rule, string message, string expected = "")
    {
        if (_problems.Count < MostProblems)
        {
            _problems.Add(new FpmProblem(place, rule, message) { IsRefused = true, Expected = expected });
        }
    }
}
