using System.Text;
using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Logs;

/// <summary>
/// Reads on in FPM's log from where it was before: each line once, also when the file was cut short or another took its name (logrotate). However much was
/// written in between, only the last 256 KiB of it count. For one caller at a time.
/// </summary>
/// <param name="path">The file (<c>error_log</c> of php-fpm.conf).</param>
/// <param name="zone">The zone FPM writes in: the machine's.</param>
public sealed class FpmLogFollower(string path, TimeZoneInfo zone)
{
    /// <summary>Bytes read at most: about 2,000 lines.</summary>
    public const int MostBytes = 256 * 1024;

    private (uint Device, ulong Inode) _file;

    // Where the last whole line ended.
    private long _position;

    /// <summary>The events that were written since the last call, oldest first; at the first call those of the file's end.</summary>
    /// <param name="since">FPM writes whole seconds, so events of that whole second are among them; lines before it are not looked at.</param>
    public LogReading ReadOn(DateTimeOffset since)
    {
        try
        {
            using var file = PlainFile.Open(path, out var identity);
            var length = file.Length;
            var known = identity == _file && _position <= length ? _position : 0;
            var start = Math.Max(known, length - MostBytes);
            _file = identity;
            _position = known;
            if (length == start)
            {
                return new LogReading([], null);
            }

            file.Seek(start, SeekOrigin.Begin);
            var bytes = new byte[length - start];
            var text = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));

            // The first line is cut where none of those read ended; the last one when FPM is writing it.
            var first = start == known ? 0 : text.IndexOf((byte)'\n') + 1;
            var last = text.LastIndexOf((byte)'\n') + 1;
            if (last <= first)
            {
                return new LogReading([], null);
            }

            _position = start + last;
            return new LogReading(Events(text[first..last], since.AddTicks(-(since.Ticks % TimeSpan.TicksPerSecond))), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new LogReading([], FpmWords.Reason(e, path));
        }
    }

    // From the end: in a log of years what is wanted are the last lines.
    private List<FpmEvent> Events(ReadOnlySpan<byte> text, DateTimeOffset from)
    {
        var found = new List<FpmEvent>();
        while (text.Length > 0)
        {
            text = text[..^1];
            var start = text.LastIndexOf((byte)'\n') + 1;
            var line = Encoding.UTF8.GetString(text[start..]);
            text = text[..start];
            if (FpmLogLine.Time(line, zone) is not { } at)
            {
                continue;
            }

            if (at < from)
            {
                break;
            }

            if (FpmLogLine.Read(line, zone) is { } one)
            {
                found.Add(one);
            }
        }

        found.Reverse();
        return found;
    }
}
