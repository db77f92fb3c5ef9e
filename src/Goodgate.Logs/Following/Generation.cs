using Goodgate.Logs.Reading;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>One file of a log's rotation: its mark, and, while lines may still come, the open file, which outlives renaming and deleting.</summary>
/// <param name="mark">How far it was read.</param>
internal sealed class Generation(FileMark mark) : IDisposable
{
    private SafeFileHandle? _file;
    private TimeSpan _idleSince;
    private bool _endsInZeros;

    public FileMark Mark => mark;

    public bool IsOpen => _file is not null;

    /// <summary>Found in this scan, under whatever name.</summary>
    public bool IsSeen { get; set; }

    /// <summary>Its file holds something else now, and no copy was found yet.</summary>
    public bool IsLost { get; set; }

    /// <summary>The name it was found by last.</summary>
    public string Name { get; private set; } = "";

    /// <summary>True while the file it was read from is known to be there.</summary>
    public bool HasHome => IsOpen || IsSeen;

    /// <summary>True when it is open as this very file. An open file's number is not given to another one.</summary>
    public bool IsOpenAs(FileId id) => IsOpen && mark.Id == id;

    /// <summary>True when it is open and no name leads to it any more.</summary>
    public bool IsDeleted => _file is not null && LinuxFiles.Of(_file).Links == 0;

    /// <summary>True when its own file is there, holds what was read of it, and is shorter than another one: that one is no copy of it. A log only grows until it is emptied.</summary>
    /// <param name="length">Bytes of the other one, asked before.</param>
    public bool IsShorterThan(long length) => With(file => LinuxFiles.Of(file) is var facts && facts.Length < length && mark.IsIn(file, facts)) == true;

    /// <summary>False when its own file is there, holds all that was read of it, and something else than another one: that one is no copy of it, of now or of earlier.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="length">Bytes of it.</param>
    public bool MayHold(SafeFileHandle other, long length)
    {
        var count = (int)Math.Min(length, Fingerprint.Longest);
        return With(file => Fingerprint.Of(other, length - count, count).IsAt(file, length - count) || !mark.IsIn(file, LinuxFiles.Of(file))) != false;
    }

    /// <summary>True when another file begins as this one; of a shorter one than a fingerprint its own file tells, while it is there.</summary>
    /// <param name="start">The first bytes of the other one, <see cref="Fingerprint.Longest"/> or all there are.</param>
    public bool BeginsLike(byte[] start) => mark.HasHeadOf(start) || (start.Length < mark.Head.Length && With(file => Fingerprint.Of(start).IsAt(file, 0)) == true);

    /// <summary>Goes on in this file, which becomes its own.</summary>
    public void Take(SafeFileHandle file, FileFacts facts, string name, Moment now)
    {
        if (!ReferenceEquals(file, _file))
        {
            _file?.Dispose();
            _file = file;
        }

        (IsSeen, IsLost, Name, _idleSince) = (true, false, name, now.Steady);
        (mark.Device, mark.Inode, mark.Missing) = (facts.Id.Device, facts.Id.Inode, null);

        // What is there was not read yet: the next look must not take it for known.
        (mark.Length, mark.Written) = (-1, 0);
    }

    /// <summary>Its content is not there any more; a copy may be.</summary>
    public void Leave()
    {
        _file?.Dispose();
        _file = null;
        (IsSeen, IsLost) = (false, !mark.IsBlank);
        (mark.Device, mark.Inode) = (0, 0);
    }

    /// <summary>Found by this name.</summary>
    public void Rename(string name) => (IsSeen, IsLost, Name) = (true, false, name);

    /// <summary>Reads what is new.</summary>
    /// <param name="take">Gets the lines.</param>
    /// <param name="now">The time, for <see cref="IdleFor"/>.</param>
    public FeedEnd Read(Action<Block> take, Moment now)
    {
        var facts = LinuxFiles.Of(_file!);
        if (mark.IsUntouched(facts))
        {
            return FeedEnd.Dry;
        }

        if (facts.Length < mark.Position)
        {
            return FeedEnd.Replaced;
        }

        var end = LineFeed.Read(_file!, mark, take);
        if (end == FeedEnd.Dry)
        {
            mark.Note(facts);
        }

        _endsInZeros = end == FeedEnd.Zeros;
        _idleSince = _endsInZeros ? _idleSince : now.Steady;
        return end;
    }

    /// <summary>How long nothing came.</summary>
    public TimeSpan IdleFor(Moment now) => now.Steady - _idleSince;

    /// <summary>True when the end was reached at the last look.</summary>
    public bool IsDry => mark.Length >= 0 || _endsInZeros;

    /// <summary>Nothing comes any more: a last line without line feed is taken, and the file closed; unless something came just now.</summary>
    public void End(Action<Block> take)
    {
        if (LineFeed.End(_file!, mark, take))
        {
            Dispose();
        }
    }

    // Null when its own file is not there, or cannot be asked.
    private bool? With(Func<SafeFileHandle, bool> ask)
    {
        if (_file is not null)
        {
            return ask(_file);
        }

        try
        {
            using var file = IsSeen && !mark.IsPacked ? LinuxFiles.Open(Name, out _) : null;
            return file is not null && LinuxFiles.Of(file).Id == mark.Id ? ask(file) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }
}
