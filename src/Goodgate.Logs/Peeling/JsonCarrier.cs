using System.Text;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Peeling;

/// <summary>JSON around a line: docker's json-file, a journal, and the collectors of containers.</summary>
internal static class JsonCarrier
{
    /// <summary>The line inside; null when this is no such JSON.</summary>
    public static LogLine? Peel(LogLine line)
    {
        var text = line.Text;
        if (text.Length < 10 || text[0] != '{' || !(text.Contains("\"log\"", StringComparison.Ordinal) || text.Contains("\"MESSAGE\"", StringComparison.Ordinal)
            || text.Contains("\"message\"", StringComparison.Ordinal)))
        {
            return null;
        }

        if (JsonFields.Read(text) is not { } fields)
        {
            return null;
        }

        return fields.Has("__REALTIME_TIMESTAMP") || fields.Has("MESSAGE") ? Journal(line, fields) : Container(line, fields);
    }

    // journalctl -o json. A message that is no text is a list of bytes.
    private static LogLine? Journal(LogLine line, JsonFields fields)
    {
        var message = fields.Get("MESSAGE");
        if (message is not null && message.All(char.IsAsciiDigit) && line.Text.Contains("\"MESSAGE\":[", StringComparison.Ordinal))
        {
            message = Bytes(line.Text);
        }

        return message is null ? null : line with
        {
            Text = message.TrimEnd('\n', '\r'),
            CarrierTime = LogTimes.Unix(fields.Get("__REALTIME_TIMESTAMP", "_SOURCE_REALTIME_TIMESTAMP") ?? "") ?? line.CarrierTime,
            CarrierZoned = fields.Has("__REALTIME_TIMESTAMP") || line.CarrierZoned,
            Program = fields.Get("SYSLOG_IDENTIFIER", "_COMM") ?? line.Program,
        };
    }

    private static string Bytes(string text)
    {
        var start = text.IndexOf("\"MESSAGE\":[", StringComparison.Ordinal) + "\"MESSAGE\":[".Length;
        var end = text.IndexOf(']', start);
        var bytes = text[start..(end < 0 ? text.Length : end)].Split(',').Select(one => byte.TryParse(one.Trim(), out var value) ? value : (byte)'?').ToArray();
        return Encoding.UTF8.GetString(bytes);
    }

    // {"log":"…\n","stream":"stderr","time":"…"} of docker, {"log":…,"kubernetes":{…}} of fluent-bit, {"message":…,"type":"err"} of pm2.
    private static LogLine? Container(LogLine line, JsonFields fields)
    {
        var inner = fields.Has("stream") || fields.Has("kubernetes.pod_name") || fields.Has("docker.container_id") || fields.Has("container_name") || fields.Has("container_id")
            ? fields.Get("log", "message")
            : fields.Has("process_id") && fields.Has("app_name") ? fields.Get("message") : null;
        if (inner is null || !fields.IsWhole)
        {
            return null;
        }

        var time = LogTimes.Any(fields.Get("time", "@timestamp", "timestamp", "date"));
        return line with
        {
            Text = inner.TrimEnd('\n', '\r'),
            CarrierTime = time ?? line.CarrierTime,
            CarrierZoned = time is not null || line.CarrierZoned,
            Program = fields.Get("app_name") ?? line.Program,
        };
    }
}
