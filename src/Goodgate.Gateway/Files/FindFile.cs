using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files.Disk;

namespace Goodgate.Gateway.Files;

/// <summary>
/// Finds what a path leads to: a file, a script with the path behind it, a folder's index, or the front controller. What is hidden or uploaded is decided by
/// name alone, before the disk is asked: the answer does not tell whether it is there.
/// </summary>
internal sealed class FindFile(SiteFiles site, SiteRoot root, SitePath path)
{
    public Finding Run()
    {
        if (ServedNames.IsHidden(path.Segments) || site.Preset.Hides(path))
        {
            return Finding.Refused(404, "hidden-file");
        }

        return Script() ?? (path.IsFolder ? InFolder() : Named()) ?? FrontController();
    }

    // A script is the first segment that ends in .php and is a file. It must exist whole: /a.jpg/x.php never makes PHP run a.jpg.
    private Finding? Script()
    {
        for (var i = 0; i < path.Segments.Count; i++)
        {
            if (!ServedNames.IsScript(path.Segments[i]))
            {
                continue;
            }

            var count = i + 1;
            if (ServedNames.IsUploaded(path.Segments.Take(count)))
            {
                return Finding.Refused(403, "script-not-run");
            }

            if (!path.NamesFile(count))
            {
                return null;
            }

            var opening = root.Find(path.Below(count), FileCalls.ForLooking);
            using var found = opening.File;
            if (found is null)
            {
                return opening.Errno == 0 ? null : Failed(path.Below(count), opening.Errno);
            }

            if (found.Stat.IsFile)
            {
                return site.Preset.Runs([.. path.Segments.Take(count)]) ? Run(path.Below(count), path.Behind(count)) : Finding.Refused(403, "script-not-run");
            }
        }

        return null;
    }

    private Finding? Named()
    {
        var count = path.Segments.Count;
        if (!path.NamesFile(count))
        {
            return null;
        }

        if (ServedNames.IsSource(path.Name) || ServedNames.IsLeftover(path.Name))
        {
            // A folder may have such a name; a script that is not there is the front controller's.
            return IsFolder(path.Below(count)) ? new Finding { LacksSlash = true }
                : ServedNames.IsScript(path.Name) ? null
                : Finding.Refused(404, "hidden-file");
        }

        return Static(path.Below(count));
    }

    private Finding? InFolder()
    {
        var count = path.Segments.Count;
        if (!path.NamesFile(count))
        {
            return null;
        }

        foreach (var name in site.Index)
        {
            var index = count == 0 ? name : $"{path.Below(count)}/{name}";
            var found = ServedNames.IsScript(name) ? site.Php is not null && MayRun([.. path.Segments, name]) ? Existing(index) : null : Static(index);
            if (found is { LacksSlash: false })
            {
                return found;
            }
        }

        return null;
    }

    private Finding FrontController()
    {
        var found = site.FrontController is not { } front ? null
            : ServedNames.IsScript(front) ? Existing(front)
            : Static(front);
        return found is { LacksSlash: false } ? found.Value : Finding.Refused(404, "no-file");
    }

    private Finding? Existing(string script)
    {
        var opening = root.Find(script, FileCalls.ForLooking);
        using var found = opening.File;
        return found is { Stat.IsFile: true } ? Run(script, "") : opening.Errno == 0 ? null : Failed(script, opening.Errno);
    }

    private Finding? Static(string file)
    {
        var opening = root.Find(file, FileCalls.ForReading);
        if (opening.File is not { } found)
        {
            return opening.Errno == 0 ? null
                : opening.Errno == FileErrno.AccessDenied && IsFolder(file) ? new Finding { LacksSlash = true }
                : Failed(file, opening.Errno);
        }

        if (found.Stat.IsFile)
        {
            return new Finding { File = found, Path = file };
        }

        found.Dispose();
        return new Finding { LacksSlash = true };
    }

    private bool IsFolder(string name)
    {
        using var found = root.Find(name, FileCalls.ForLooking).File;
        return found is { Stat.IsFolder: true };
    }

    private bool MayRun(IReadOnlyList<string> script) => !ServedNames.IsUploaded(script) && site.Preset.Runs(script);

    private Finding Run(string script, string pathInfo) => site.Php is null
        ? Finding.Refused(404, "hidden-file")
        : new Finding { Script = new ScriptTarget(site.Settings.PhpRoot ?? root.RealPath, "/" + script, pathInfo) };

    private Finding Failed(string file, int errno) => new() { Failure = FileFailure.Unopened(site, file, errno) };
}
