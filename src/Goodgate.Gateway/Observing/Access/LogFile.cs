namespace Goodgate.Gateway.Observing.Access;

/// <summary>Where lines go: a file that is appended to, or standard output. Used by one thread; only <see cref="Reopen"/> may be called from others.</summary>
public sealed class LogFile : IDisposable
{
    private readonly string _path;
    private Stream? _stream;
    private bool _reopen;

    private LogFile(string path, Stream stream)
    {
        _path = path;
        _stream = stream;
    }

    private bool IsStandardOutput => _path == "-";

    /// <summary>Opens it, so that a path that cannot be used is known at the start.</summary>
    /// <exception cref="ArgumentException">It cannot be opened; the message says why and what to do.</exception>
    public static LogFile Open(string path)
    {
        try
        {
            return new LogFile(path, path == "-" ? Console.OpenStandardOutput() : OpenFile(path));
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw new ArgumentException(
                $"access_log.path: {path} cannot be opened for appending ({e.Message}). Create its directory and let this user write there, or give - for standard output.",
                nameof(path),
                e);
        }
    }

    /// <summary>Closes and opens the file by its path before the next write: after logrotate has renamed it. Standard output stays.</summary>
    public void Reopen() => Volatile.Write(ref _reopen, true);

    /// <summary>Appends whole lines.</summary>
    /// <returns>Null when written; else what went wrong. Nothing of a failed write stays in the file.</returns>
    public string? Write(ReadOnlySpan<byte> lines)
    {
        var before = -1L;
        try
        {
            if (Interlocked.Exchange(ref _reopen, false) && !IsStandardOutput)
            {
                Close();
            }

            _stream ??= OpenFile(_path);

            // The end is looked up each time: copytruncate, and lines other programs append, move it.
            before = _stream.CanSeek ? _stream.Seek(0, SeekOrigin.End) : -1;
            _stream.Write(lines);
            _stream.Flush();
            return null;
        }
        catch (Exception e) when (IsTrouble(e))
        {
            TakeBack(before);
            return e.Message;
        }
    }

    public void Dispose() => Close();

    // 0640: the owner writes, the group (adm, a log shipper) reads, others do not: targets may hold tokens.
    private static FileStream OpenFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        }

        return new FileStream(path, options);
    }

    // A full disk takes the first part of a write; half a line would break every line after it.
    private void TakeBack(long before)
    {
        try
        {
            if (before >= 0)
            {
                _stream?.SetLength(before);
            }
        }
        catch (Exception e) when (IsTrouble(e))
        {
            // A device has no length, a dead disk no answer: nothing is left to take back.
        }

        if (!IsStandardOutput)
        {
            Close();
        }
    }

    private void Close()
    {
        try
        {
            _stream?.Dispose();
        }
        catch (IOException)
        {
            // Closing a file on a broken disk may fail; the descriptor is gone all the same.
        }

        _stream = null;
    }

    private static bool IsTrouble(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException or ArgumentException;
}
