using Goodgate.Gateway.Cache.Storage.Disk;
using Goodgate.Gateway.Cache.Storage.Index;
using Goodgate.Gateway.Cache.Storage.Records;

namespace Goodgate.Gateway.Cache.Storage;

/// <summary>Gathers a response in memory, and passes it on to the disk when it becomes large.</summary>
internal sealed class EntryWriter : IEntryWriter
{
    private const int FirstBytes = 4096;

    private readonly CacheStore _store;
    private readonly EntryDraft _draft;
    private readonly byte[] _text;
    private readonly DateTimeOffset _asked;
    private byte[] _gathered = [];
    private long _reserved;
    private long _length;
    private LargeBody? _large;
    private bool _over;

    private EntryWriter(CacheStore store, EntryDraft draft, byte[] text) =>
        (_store, _draft, _text, _asked) = (store, draft, text, draft.AskedAt ?? store.Time.GetUtcNow());

    /// <summary>Begins; null when there is no room for the first bytes.</summary>
    public static EntryWriter? Begin(CacheStore store, EntryDraft draft, byte[] text)
    {
        var writer = new EntryWriter(store, draft, text);
        if (writer.IsLarge(draft.Length ?? 0))
        {
            // The buffer of a block. While the disk is left alone nothing of it could be kept: that is said at once.
            return store.Disk is { IsPaused: false } && writer.TryReserve(RecordShape.Block) ? writer : null;
        }

        return writer.TryGrow(draft.Length ?? FirstBytes) ? writer : null;
    }

    public ReadOnlyMemory<byte> Gathered => _large is null ? _gathered.AsMemory(0, (int)_length) : default;

    public bool Append(ReadOnlySpan<byte> content)
    {
        var length = _length + content.Length;
        if (_over || length > (_draft.Length ?? _store.Shape.Largest) || !TryTake(content, length))
        {
            Dispose();
            return false;
        }

        _length = length;
        return true;
    }

    public StoredEntry? Commit()
    {
        if (_over || (_draft.Length is { } announced && announced != _length))
        {
            Dispose();
            return null;
        }

        var entry = new StoredEntry(_draft.Key, _draft.Variant, _draft.Head.ToArray(), _length, _draft.Tags);
        var isKept = _large is null ? CommitSmall(entry) : CommitLarge(entry, _large);
        Dispose();
        if (isKept && _store.Purges.Cover(_draft.Key, _draft.Tags, _asked))
        {
            // Looked at when it can be found: a purge sees it, or is seen here.
            _store.Remove(entry);
            return null;
        }

        return isKept ? entry : null;
    }

    public void Dispose()
    {
        _over = true;
        _large?.Dispose();
        _large = null;
        (_gathered, _length) = ([], 0);
        _store.Flight.GiveBack(_reserved);
        _reserved = 0;
    }

    private bool CommitSmall(StoredEntry entry)
    {
        var slot = new Slot(entry, _gathered.Length == _length ? _gathered : _gathered.AsSpan(0, (int)_length).ToArray());
        var bytes = _length + _text.Length + entry.Head.Length;
        if (_store.Disk is not { } disk || !disk.TryReserve(bytes))
        {
            return _store.Table.Add(slot, 0);
        }

        var isKept = _store.Table.Add(slot, Content(entry.Head).Shape(0, _length).Total);
        disk.Append(slot, _text, bytes);
        return isKept;
    }

    private bool CommitLarge(StoredEntry entry, LargeBody large) => large.Finish(place =>
    {
        var slot = new Slot(entry, null) { Disk = place };
        return _store.Table.Add(slot, place.Shape.Total) ? slot : null;
    });

    private bool TryTake(ReadOnlySpan<byte> content, long length)
    {
        if (_large is null && !IsLarge(Math.Max(length, _draft.Length ?? 0)))
        {
            if (!TryGrow(length))
            {
                return false;
            }

            content.CopyTo(_gathered.AsSpan((int)_length));
            return true;
        }

        if (_large is null)
        {
            if (_store.Disk is not { IsPaused: false } disk)
            {
                return false;
            }

            _large = new LargeBody(disk, Content(_draft.Head.ToArray()));
            var before = _large.Append(_gathered.AsSpan(0, (int)_length));
            _gathered = [];
            _store.Flight.GiveBack(Math.Max(_reserved - RecordShape.Block, 0));
            _reserved = Math.Min(_reserved, RecordShape.Block);
            if (!before)
            {
                return false;
            }
        }

        return _large.Append(content);
    }

    private RecordContent Content(ReadOnlyMemory<byte> head) => new(_text, head, ReadOnlyMemory<byte>.Empty, RecordState.Live);

    private bool IsLarge(long length) => length > _store.Shape.Gathered;

    // What was announced is taken at once, so that a body is copied once; else it doubles.
    private bool TryGrow(long needed)
    {
        if (needed <= _gathered.Length)
        {
            return true;
        }

        var size = _draft.Length ?? Math.Min(Math.Max(needed, Math.Max(FirstBytes, 2L * _gathered.Length)), _store.Shape.Gathered);
        if (!TryReserve(size))
        {
            return false;
        }

        var grown = new byte[size];
        _gathered.AsSpan(0, (int)_length).CopyTo(grown);
        _store.Flight.GiveBack(_gathered.Length);
        _reserved -= _gathered.Length;
        _gathered = grown;
        return true;
    }

    private bool TryReserve(long bytes)
    {
        if (!_store.Flight.TryReserve(bytes))
        {
            return false;
        }

        _reserved += bytes;
        return true;
    }
}
