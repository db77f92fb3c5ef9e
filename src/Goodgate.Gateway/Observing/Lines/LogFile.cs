using Goodgate.Gateway.Data;

namespace Goodgate.Gateway.Observing.Lines;

/// <summary>Where lines go: a file that is appended to, or standard output. Used by one thread; only <see cref="Reopen"/> may be called from others.</summary>
public sealed class LogFile : IDisposable
{
    private readonly string _path;
    private readonly UnixFileMode _mode;
    private Stream? _stream;
    private bool _reopen;

    /// <summary>Opens it, so that a path that cannot be used is known at the start.</summary>
    /// <param name="path">The file; <c>-</c> is standard output.</param>
    /// <param name="mode">Of a file that is made.</param>
    /// <exception cref="Exception">It cannot be opened: one of <see cref="IsTrouble"/>.</exception>
    public LogFile(string path, UnixFileMode mode)
    {
        _path = path;
        _mode = mode;
        _stream = path == "-" ? Console.OpenStandardOutput() : OpenFile();
    }

    private bool IsStandardOutput => _path == "-";

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

            _stream ??= OpenFile();

            // The end is looked up each time: copytruncate, and lines other programs append, move it.
            before = _stream.CanSeek ? _stream.Seek(0, SeekOrigin.End) : -1;
            _stream.Write(lines);
            _stream.Flush();
            return null;
        }
        catch (Exception e) when (IsTrouble(e))
        {
            TakeBack(before);
            return FileTrouble.Words(e, _path, "written");
        }
    }

    public void Dispose() => Close();

    /// <summary>True for what a path, a disk or a right can do to a file; anything else is a defect of ours.</summary>
    public static bool IsTrouble(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException or ArgumentException;

    private FileStream OpenFile()
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
            options.UnixCreateMode = _mode;
        }

        return new FileStream(_path, options);
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
}
