namespace Goodgate.Gateway.Spooling;

/// <summary>How many bytes may be kept for slow clients, all together, and the files for those that memory is too dear for.</summary>
/// <param name="most">Most bytes; 0 = none.</param>
/// <param name="folder">Where the files are; the system's temporary folder (TMPDIR) when left out.</param>
internal sealed class SpoolRoom(long most, string? folder = null)
{
    private long _used;

    /// <summary>Most bytes one message may take, so that nobody takes the room of all others: a sixteenth, and what is kept in memory in any case.</summary>
    public long MostOfOne { get; } = Math.Max(most / 16, Math.Min(most, Spool.InMemory));

    /// <summary>Bytes reserved now.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Reserves room.</summary>
    /// <returns>False when there is not so much left.</returns>
    public bool TryReserve(long bytes)
    {
        // What is more than all of it must not be added: the sum could wrap around.
        if (bytes > most)
        {
            return false;
        }

        if (Interlocked.Add(ref _used, bytes) <= most)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _used, -bytes);

    /// <summary>Makes a file that nobody else can open: for its owner only, and without a name from here on, so that nothing is left of it, however the process ends.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not for us.</exception>
    public FileStream OpenFile()
    {
        var path = Path.Combine(folder ?? Path.GetTempPath(), $"goodgate-{Path.GetRandomFileName()}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
