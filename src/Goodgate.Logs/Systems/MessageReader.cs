using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;

namespace Goodgate.Logs.Systems;

/// <summary>A system whose lines are plain messages: all it says is in its format file.</summary>
/// <param name="format">Name of the format file.</param>
/// <param name="isSystems">True for a line this system wrote, whatever it says.</param>
/// <param name="time">When the line was written.</param>
internal sealed class MessageReader(string format, Func<LogLine, bool> isSystems, Func<LogLine, DateTimeOffset?> time) : ILineReader
{
    /// <summary>Codes with these names alter the system, and are no failures.</summary>
    private static readonly HashSet<string> Changes = new(StringComparer.Ordinal) { "start", "stop", "reload" };

    private readonly MessageTable _messages = MessageTable.Of(format);
    private readonly string _system = FormatFile.Get(format).System;

    public Sighting? Read(LogLine line)
    {
        if (!isSystems(line))
        {
            return null;
        }

        var seen = new Sighting { System = _system, Time = time(line) };
        if (_messages.Find(line.Text) is not { } rule)
        {
            return seen;
        }

        var name = rule.Code[(rule.Code.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var quote = Excerpt.From(line.Text, Math.Max(0, Math.Min(rule.At(line.Text), Start(line.Text))));
        return Changes.Contains(name) ? seen with { Change = name, Quote = quote } : name == "quiet" ? seen : seen with { Code = rule.Code, Status = rule.Status, Quote = quote };
    }

    // After the head of the line, if it has one that ends with "] ".
    private static int Start(string text) => text.LastIndexOf("] ", Math.Min(text.Length, 120) - 1 < 0 ? 0 : Math.Min(text.Length, 120) - 1, StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0;
}
