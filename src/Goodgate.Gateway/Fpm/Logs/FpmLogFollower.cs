using System.Text;
using Goodgate.Gateway.Files.Disk;

namespace Goodgate.Gateway.Fpm.Logs;

/// <summary>
/// The end of FPM's log for those who ask again and again: only what was appended since is read, and its events of the last minutes are kept. One caller at a time.
/// </summary>
/// <param name="path">The file (<c>error_log</c> of php-fpm.conf).</param>
/// <param name="zone">The zone FPM writes in: the machine's.</param>
internal sealed class FpmLogFollower(string path, TimeZoneInfo zone)
{
    // A storm of crashes writes three lines for each; older ones are of no request under way.
    private const int MostEvents = 3000;

    private readonly List<FpmEvent> _events = [];
    private string _cut = "";
    private long _position = -1;
    private ulong _inode;

    /// <summary>The events since a moment, oldest first; FPM writes whole seconds, so those of that whole second are among them.</summary>
    public IEnumerable<FpmEvent> Since(DateTimeOffset since)
    {
        var from = since.AddTicks(-(since.Ticks % TimeSpan.TicksPerSecond));
        return _events.Where(one => one.Time >= from);
    }

    /// <summary>Reads what was appended. From disk: never on an event loop.</summary>
    /// <returns>Why the log cannot be read, one clause; null when it can.</returns>
    public string? Read()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            var inode = FileCalls.Stat(file.SafeFileHandle, out var stat) == 0 ? stat.Inode : _inode;
            if (_position < 0 || inode != _inode || file.Length < _position || file.Length - _position > FpmLogTail.MostBytes)
            {
                // Met for the first time, rotated, cut short, or written faster than anybody could read: its end tells of now.
                (_inode, _position, _cut) = (inode, Math.Max(0, file.Length - FpmLogTail.MostBytes), "");
            }

            Take(file);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Files.FpmWords.Reason(e, path);
        }
    }

    private void Take(FileStream file)
    {
        var bytes = new byte[(int)Math.Min(file.Length - _position, FpmLogTail.MostBytes)];
        file.Seek(_position, SeekOrigin.Begin);
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _position += count;
        var lines = (_cut + Encoding.UTF8.GetString(bytes, 0, count)).Split('\n');

        // The last one may be being written.
        _cut = lines[^1].Length <= FpmLogTail.MostBytes ? lines[^1] : "";
        foreach (var line in lines.AsSpan(0, lines.Length - 1))
        {
            if (FpmLogLine.Read(line, zone) is { } one)
            {
                _events.Add(one with { Line = line });
            }
        }

        if (_events.Count > MostEvents)
        {
            _events.RemoveRange(0, _events.Count - MostEvents);
        }
    }
}
