using System.Text;

namespace Goodgate.Gateway.Fpm.Logs;

/// <summary>
/// The end of FPM's log. Asked after a connection was reset, it says why the worker is gone; a segfault, an OOM kill, a timeout and a reload look the same from outside.
/// Reads no more than the last 256 KiB, however much was written: what is wanted is seconds old.
/// </summary>
/// <param name="path">The file (<c>error_log</c> of php-fpm.conf).</param>
/// <param name="zone">The zone FPM writes in: the machine's.</param>
public sealed class FpmLogTail(string path, TimeZoneInfo zone)
{
    /// <summary>Bytes read at most: about 2,000 lines.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>The events since a moment, oldest first.</summary>
    /// <param name="since">FPM writes whole seconds, so events of that whole second are among them.</param>
    /// <param name="problem">Why the log cannot be read, one clause; null when it can.</param>
    public IReadOnlyList<FpmEvent> Since(DateTimeOffset since, out string? problem)
    {
        problem = null;
        try
        {
            var from = since.AddTicks(-(since.Ticks % TimeSpan.TicksPerSecond));
            return [.. Lines().Select(line => FpmLogLine.Read(line, zone) is { } one ? one with { Line = line } : null).OfType<FpmEvent>().Where(one => one.Time >= from)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = Files.FpmWords.Reason(e, path);
            return [];
        }
    }

    /// <summary>Why one worker is gone: of what was written about it, its death, with script and request from the line that announced it.</summary>
    /// <param name="events">As <see cref="Since"/> gave them.</param>
    /// <param name="pid">The worker; null when it is not known, and then only a death that no other could be mistaken for counts.</param>
    public static FpmEvent? DeathOf(IReadOnlyList<FpmEvent> events, int? pid)
    {
        var deaths = events.Where(one => one.IsDeath && (pid is null || one.Pid == pid)).ToList();
        if (deaths.Count == 0 || (pid is null && deaths.Count > 1))
        {
            return null;
        }

        var death = deaths[^1];
        var told = events.LastOrDefault(one => one.Kind == FpmEventKind.TimedOut && one.Pid == death.Pid) ?? events.LastOrDefault(one => one.Kind == FpmEventKind.Slow && one.Pid == death.Pid);
        return told is null ? death : death with { Script = told.Script, Request = told.Request };
    }

    private string[] Lines()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        var start = Math.Max(0, file.Length - MostBytes);
        file.Seek(start, SeekOrigin.Begin);
        var bytes = new byte[MostBytes];
        var text = Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));

        // The first line is cut when it does not begin the file; the last one when FPM is writing it.
        var first = start == 0 ? 0 : text.IndexOf('\n') + 1;
        var last = text.LastIndexOf('\n');
        return last < first ? [] : text[first..last].Split('\n');
    }
}
