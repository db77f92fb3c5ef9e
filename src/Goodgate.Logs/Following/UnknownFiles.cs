using Goodgate.Logs.Reading;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>Finds out what files beside a log are: a known one under another name, a copy, a compressed one, or new.</summary>
/// <param name="logPath">The log.</param>
/// <param name="known">What is known of its files.</param>
/// <param name="tell">Gets one sentence for what the operator should know.</param>
internal sealed class UnknownFiles(string logPath, KnownFiles known, Action<string> tell)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    private readonly UnreadableFiles _unreadable = new();

    /// <summary>True when one is being copied or compressed just now: it is to be looked at again.</summary>
    public bool AreUnsettled { get; set; }

    /// <summary>True for one that could not be read, and is not tried again now.</summary>
    public bool IsLeftOut(FileFacts facts, Moment now) => _unreadable.IsLeftOut(facts, now);

    /// <summary>True when one of those is to be tried again.</summary>
    public bool IsDue(Moment now) => _unreadable.IsDue(now);

    /// <summary>All were looked at: what was due and did not fail again is readable, or gone.</summary>
    public void Settle(Moment now) => _unreadable.Settle(now);

    /// <summary>Looks into a file that stands beside the log.</summary>
    public void Examine(string path, FileFacts seen, Action<string, Block, bool> emit, Moment now, CancellationToken stop)
    {
        SafeFileHandle? file = null;
        try
        {
            file = LinuxFiles.Open(path, out var facts);
            if (file is null)
            {
                AreUnsettled = true;
                return;
            }

            var start = new byte[Fingerprint.Longest];
            start = start[..Fingerprint.Read(file, start, 0)];
            if (PackedFile.Is(start))
            {
                Unpack(path, file, facts, emit, now, stop);
            }
            else if (Plain(path, file, facts, start, now))
            {
                file = null;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            if (known.AreNew)
            {
                // It is old, and what it holds stays unknown.
                _unreadable.AddOld(seen);
                known.AddOld(FirstMark.OfPacked(seen, []), path);
            }
            else if (IsToolMissing(e) ? _unreadable.AddForGood(seen) : _unreadable.Add(seen, now))
            {
                tell($"{path}: {ReadTrouble.Words(e)}: what may be new in it is left out{(IsToolMissing(e) ? "" : "; it is tried again")}");
            }
        }
        finally
        {
            file?.Dispose();
        }
    }

    // True when the file was taken, and is somebody's now.
    private bool Plain(string path, SafeFileHandle file, FileFacts facts, byte[] start, Moment now)
    {
        if (known.AreNew || _unreadable.IsOld(facts.Id))
        {
            _unreadable.Remove(facts.Id);
            known.AddOld(FirstMark.OfOld(file, facts), path);
            return false;
        }

        if (known.MatchRotated(file, facts) is { } same)
        {
            if (same == known.Front || same.HasHome)
            {
                // A copy of what is there, as copytruncate makes one before it empties the log.
                return false;
            }

            same.Take(file, facts, path, now);
            return true;
        }

        // Longer ones would have matched: this is an older or unfinished copy, and there is nothing new in it.
        var isOlder = known.All.Exists(one => one.BeginsLike(start) && one.Mark.Covers(facts.Length) && one.MayHold(file, facts.Length));
        if (isOlder || IsBeginningOfFront(file, facts.Length, start))
        {
            var isRead = isOlder || known.Front!.Mark.Position >= facts.Length;
            AreUnsettled |= !isOlder && IsFresh(facts, now);
            if (isRead && !IsFresh(facts, now))
            {
                // Somebody's own copy, that nobody writes to any more: it may outlive what it was made of.
                known.AddOld(FirstMark.OfOld(file, facts), path);
            }

            return false;
        }

        known.Add(FirstMark.AtStart()).Take(file, facts, path, now);
        return true;
    }

    // A copy that has just begun, or one of a log that nothing was read of yet.
    private bool IsBeginningOfFront(SafeFileHandle copy, long length, byte[] start)
    {
        if (known.Front is not { } log || LinuxFiles.At(logPath) is not { IsFile: true })
        {
            return false;
        }

        using var file = LinuxFiles.Open(logPath, out var facts);
        var front = new byte[start.Length];
        if (file is null || facts.Id != log.Mark.Id || Fingerprint.Read(file, front, 0) != start.Length || !front.AsSpan().SequenceEqual(start))
        {
            return false;
        }

        // Logs may begin alike.
        var count = (int)Math.Min(length, Fingerprint.Longest);
        return Fingerprint.Of(copy, length - count, count).IsAt(file, length - count);
    }

    private void Unpack(string path, SafeFileHandle file, FileFacts facts, Action<string, Block, bool> emit, Moment now, CancellationToken stop)
    {
        var head = PackedFile.Head(file);
        if (known.AreNew)
        {
            known.AddOld(FirstMark.OfPacked(facts, head ?? []), path);
            return;
        }

        // Compressed, and the plain one still there: it may not be finished, and has nothing that the other one has not.
        var plain = head is null ? null : known.All.Where(one => !one.Mark.IsPacked && one.Mark.HasHeadOf(head)).MaxBy(one => one.Mark.Position);
        if (plain is not null && (plain == known.Front || plain.HasHome))
        {
            return;
        }

        if (head is null or { Length: 0 } || PackedFile.Length(file, stop) is not { } length)
        {
            AreUnsettled |= IsFresh(facts, now);
            return;
        }

        var same = known.All.Find(one => one.Mark.IsPacked && one.Mark.HasHeadOf(head) && (one.Mark.Unpacked ?? length) == length) ?? plain ?? known.Add(FirstMark.AtStart());
        var mark = same.Mark;
        if (!mark.IsPacked)
        {
            var (position, lines) = (mark.Position, mark.Lines);
            PackedFile.Read(file, position, block => emit(path, block.From(lines ?? 0), lines is not null));
        }

        (mark.IsPacked, mark.Position, mark.Head, mark.Missing) = (true, FileMark.Whole, Fingerprint.Of(head), null);
        mark.Unpacked = length;
        mark.Note(facts);
        same.Rename(path);
    }

    // ENOENT of the start; one that cannot be started for other reasons can be later.
    private static bool IsToolMissing(Exception e) => e.InnerException is System.ComponentModel.Win32Exception { NativeErrorCode: 2 };

    // Somebody may be writing it still. What is older is as it will stay.
    private static bool IsFresh(FileFacts facts, Moment now) => now.Wall.ToUnixTimeMilliseconds() - (facts.Written / 1_000_000) < Fresh.TotalMilliseconds;
}
