using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Resolving;

/// <summary>
/// A small file read again when it changes. Looked at once per second at most and always in the pool: callers may be on a socket's thread,
/// and a slow disk must not hold up traffic, so while one caller looks the others go on with what is known.
/// </summary>
/// <typeparam name="T">What the text means; never null.</typeparam>
internal sealed class WatchedFile<T>(string path, int maxBytes, Func<WatchedText, T> parse, TimeProvider time)
    where T : class
{
    /// <summary>How often the file is looked at.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private volatile T? _current;
    private long _lookedAt;
    private Task? _looking;
    private (DateTime Written, long Length)? _stamp;

    /// <summary>What is known, if it was looked at lately; null when <see cref="GetAsync"/> must be asked.</summary>
    public T? Fresh => _current is { } current && time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < Pause ? current : null;

    /// <summary>What was known last, however old; null before the first look.</summary>
    public T? Known => _current;

    /// <summary>What the file means now.</summary>
    /// <exception cref="TimeoutException">Nothing is known yet and the first look takes longer than <paramref name="patience"/>.</exception>
    public async ValueTask<T> GetAsync(TimeSpan patience, CancellationToken cancel)
    {
        Task looking;
        lock (_gate)
        {
            if (Fresh is { } fresh)
            {
                return fresh;
            }

            if (_looking is not null && _current is { } known)
            {
                return known;
            }

            looking = _looking ??= Task.Run(Look, CancellationToken.None);
        }

        try
        {
            await looking.WaitAsync(patience, time, cancel);
        }
        catch (TimeoutException) when (_current is not null)
        {
            // The disk is slow; what was good a second ago will do.
        }

        return _current!;
    }

    private void Look()
    {
        try
        {
            // A file that vanishes or turns unreadable does not replace a good one.
            if (ReadIfChanged() is { } text && (text.Problem is null || _current is null))
            {
                _current = parse(text);
            }
        }
        finally
        {
            lock (_gate)
            {
                Volatile.Write(ref _lookedAt, time.GetTimestamp());
                _looking = null;
            }
        }
    }

    /// <summary>
    /// Null when nothing changed. Opening follows links, so a link turned to another file is a change; what is beyond the limit is cut at a line's end.
    /// </summary>
    private WatchedText? ReadIfChanged()
    {
        try
        {
            using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            var stamp = (File.GetLastWriteTimeUtc(handle), RandomAccess.GetLength(handle));
            if (_stamp == stamp)
            {
                return null;
            }

            var text = Read(handle, (int)Math.Min(stamp.Item2, maxBytes));
            _stamp = stamp;
            return new WatchedText(stamp.Item2 > maxBytes ? text[..(text.LastIndexOf('\n') + 1)] : text, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _stamp = null;
            return new WatchedText("", failure is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read");
        }
    }

    private static string Read(SafeFileHandle handle, int length)
    {
        var bytes = new byte[length];
        int read = 0, count;
        while (read < length && (count = RandomAccess.Read(handle, bytes.AsSpan(read), read)) > 0)
        {
            read += count;
        }

        return Encoding.UTF8.GetString(bytes, 0, read);
    }
}

/// <summary>A file's text, or why there is none.</summary>
/// <param name="Text">The text; empty when it cannot be read.</param>
/// <param name="Problem">Words to follow the file's name: <c>does not exist</c>; null when it was read.</param>
internal sealed record WatchedText(string Text, string? Problem);
