using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>
/// A file of the cache. The tier holds it, and so does each reader: it is closed and deleted when nobody does any more. Counts are the worker's; holding and
/// releasing may be done from any thread.
/// </summary>
internal sealed class DiskFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Action<DiskFile> _unheld;
    private readonly Lock _reading = new();
    private FileStream? _stream;
    private SafeFileHandle? _read;
    private int _readers;
    private int _holders = 1;

    /// <param name="folder">Where it is.</param>
    /// <param name="number">Its number; none is used twice.</param>
    /// <param name="kind">What is in it.</param>
    /// <param name="unheld">Called once when nobody holds it any more, on whatever thread that happens: hands it to the worker.</param>
    public DiskFile(string folder, long number, FileKind kind, Action<DiskFile> unheld)
    {
        (Number, Kind, _unheld) = (number, kind, unheld);
        Path = System.IO.Path.Combine(folder, NameOf(number, kind));
        Salt = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    }

    public long Number { get; }

    public FileKind Kind { get; }

    public string Path { get; }

    /// <summary>Its records begin with it.</summary>
    public ulong Salt { get; private set; }

    /// <summary>Where the worker reads and writes; null before <see cref="Create"/> and once it is closed.</summary>
    public SafeFileHandle? Handle => _stream?.SafeFileHandle;

    /// <summary>Bytes in it.</summary>
    public long Length { get; set; }

    /// <summary>Of these bytes of records that count.</summary>
    public long Live { get; set; }

    /// <summary>The name a file has, and by which it is known again.</summary>
    public static string NameOf(long number, FileKind kind) => $"{number:x16}.{(kind == FileKind.Segment ? "seg" : "obj")}";

    /// <summary>Makes it, for its owner only.</summary>
    /// <exception cref="IOException">It cannot be made, or is there already.</exception>
    public void Create()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        _stream = new FileStream(Path, options);
        RandomAccess.Write(Handle!, new FileHead(Kind, Salt).ToBytes(), 0);
        Length = FileHead.Size;
    }

    /// <summary>Opens one that is there.</summary>
    /// <returns>False when it is not one of ours, or of another version.</returns>
    public bool Open()
    {
        _stream = new FileStream(Path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        Length = RandomAccess.GetLength(Handle!);
        Span<byte> head = stackalloc byte[FileHead.Size];
        if (RandomAccess.Read(Handle!, head, 0) < head.Length || FileHead.Read(head) is not { } found || found.Kind != Kind)
        {
            return false;
        }

        Salt = found.Salt;
        return true;
    }

    /// <summary>Opens a large one, once for all who read it at a time.</summary>
    public SafeFileHandle BeginReading()
    {
        lock (_reading)
        {
            _read ??= File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _readers++;
            return _read;
        }
    }

    /// <summary>Ends <see cref="BeginReading"/>.</summary>
    public void EndReading()
    {
        lock (_reading)
        {
            if (--_readers == 0)
            {
                _read!.Dispose();
                _read = null;
            }
        }
    }

    /// <summary>Another handle, for the worker to change a large one.</summary>
    public SafeFileHandle OpenForWriting() => File.OpenHandle(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Keeps it from being closed and deleted. False when that has happened.</summary>
    public bool TryHold()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return true;
            }

            holders = seen;
        }

        return false;
    }

    /// <summary>Ends <see cref="TryHold"/>, or the tier's own hold.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _unheld(this);
        }
    }

    /// <summary>Closes it; what is in it stays. The worker's, or the end of the store's.</summary>
    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
    }

    /// <summary>Makes it shorter. One that stays torn is no harm: the next start skips what is torn.</summary>
    public void TryCut(long length)
    {
        try
        {
            RandomAccess.SetLength(Handle!, length);
        }
        catch (IOException)
        {
            // See above.
        }
    }

    /// <summary>Deletes it. One that cannot be is tried again by the next start.</summary>
    public void TryDelete()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }
}
