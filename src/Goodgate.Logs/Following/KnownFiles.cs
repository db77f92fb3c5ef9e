using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>The files of one log's rotation of which something is known.</summary>
internal sealed class KnownFiles
{
    /// <param name="marks">What an earlier run knew; null when the log is new.</param>
    public KnownFiles(IReadOnlyList<FileMark>? marks)
    {
        All = [.. (marks ?? []).Select(mark => new Generation(mark))];
        AreNew = marks is null;

        // The last one was the log when the earlier run ended.
        if (All is [.., var last])
        {
            last.IsLost = !last.Mark.IsBlank;
        }
    }

    /// <summary>The older ones first.</summary>
    public List<Generation> All { get; }

    /// <summary>The file that has the log's name; null when there is none.</summary>
    public Generation? Front { get; set; }

    /// <summary>True while nobody looked yet: whatever is found is old.</summary>
    public bool AreNew { get; set; }

    /// <summary>
    /// The file's own mark, or that of what stands in it; null when none fits. A mark of a file that nothing was read of fits only while that file is open: its number
    /// may be another's by now, a copy's even.
    /// </summary>
    public Generation? Match(SafeFileHandle file, FileFacts facts) => Match(file, facts, _ => true);

    /// <summary>The same for a file beside the log. What stands in it is not enough where it is longer than the file that was read: it is no copy then, but begins alike.</summary>
    public Generation? MatchRotated(SafeFileHandle file, FileFacts facts) => Match(file, facts, one => !one.IsShorterThan(facts.Length));

    /// <summary>
    /// The same for the file that has the log's name. What stands in it is not enough where the file that was read is known to be elsewhere: logs without times begin alike.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="facts">What the system tells of it.</param>
    /// <param name="isElsewhere">True when the file of a mark stands beside the log.</param>
    public Generation? MatchFront(SafeFileHandle file, FileFacts facts, Func<FileMark, bool> isElsewhere)
    {
        var match = Match(file, facts);
        return match is null || match.Mark.Id == facts.Id
            ? match
            : All.Where(one => !one.Mark.IsBlank && one.Mark.IsIn(file, facts) && (one.IsOpen ? one.IsDeleted : !isElsewhere(one.Mark))).MaxBy(one => one.Mark.Position);
    }

    private Generation? Match(SafeFileHandle file, FileFacts facts, Func<Generation, bool> mayBeCopied)
    {
        var fitting = All.Where(one => !one.Mark.IsBlank && one.Mark.IsIn(file, facts)).ToList();
        return fitting.Where(one => one.Mark.Id == facts.Id).MaxBy(one => one.Mark.Position)
            ?? fitting.Where(mayBeCopied).MaxBy(one => one.Mark.Position)
            ?? All.Find(one => one.Mark.IsBlank && one.IsOpenAs(facts.Id));
    }

    /// <summary>Adds a rotated one, newer than all but the log itself.</summary>
    public Generation Add(FileMark mark)
    {
        var added = new Generation(mark);
        All.Insert(Front is null ? All.Count : All.IndexOf(Front), added);
        return added;
    }

    /// <summary>Adds one that was there before anybody followed the log.</summary>
    public void AddOld(FileMark mark, string path)
    {
        All.Insert(0, new Generation(mark));
        All[0].Rename(path);
    }
}
