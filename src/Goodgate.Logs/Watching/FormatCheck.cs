using Goodgate.Logs.Lines;
using Goodgate.Logs.Running;

namespace Goodgate.Logs.Watching;

/// <summary>Notices logs that cannot be read: one of which no line has a known format, and one whose format was changed. Each is told once.</summary>
internal sealed class FormatCheck
{
    /// <summary>So many lines of no known format, and none of a known one, are told.</summary>
    private const int OfNew = 20;

    /// <summary>So many in a row where most lines were known before: a fatal error of PHP with its trace is some dozens.</summary>
    private const int OfChanged = 1000;

    private readonly Dictionary<string, Log> _logs = new(StringComparer.Ordinal);

    /// <summary>Adds what lines of a log say.</summary>
    /// <returns>One sentence when it is to be told; else null.</returns>
    public string? Add(string name, BlockResult block)
    {
        if (!_logs.TryGetValue(name, out var log))
        {
            _logs.Add(name, log = new Log());
        }

        var unread = block.Skips[SkipReason.UnknownFormat] + block.Skips[SkipReason.Binary];
        log.Known += block.Known;
        log.Unknown += unread;
        log.Row = block.Known > 0 ? 0 : log.Row + unread;
        var isNew = log.Known == 0 && log.Unknown >= OfNew;
        var isChanged = log.Row >= OfChanged && log.Known > log.Unknown - log.Row;
        if (log.IsTold || !(isNew || isChanged))
        {
            return null;
        }

        log.IsTold = true;
        return isNew
            ? $"{name}: unknown format so far; tried {string.Join(", ", FormatNames.All)}; a line of it: {block.FirstUnknown}"
            : $"{name}: its format has changed: the last {log.Row} lines are of none that is known, those before were; --format names it, and after a change of log_format a new start reads it from nginx.conf; a line of it: {block.FirstUnknown}";
    }

    private sealed class Log
    {
        public long Known { get; set; }

        public long Unknown { get; set; }

        public long Row { get; set; }

        public bool IsTold { get; set; }
    }
}
