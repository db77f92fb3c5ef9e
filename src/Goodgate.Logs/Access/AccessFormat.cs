namespace Goodgate.Logs.Access;

/// <summary>An nginx log_format: what stands between the variables, and which variable stands where.</summary>
internal sealed class AccessFormat
{
    /// <summary>A format has a few dozen variables; more is an attack.</summary>
    private const int MostVariables = 128;

    private readonly string _start;
    private readonly (string Variable, string After)[] _parts;

    private AccessFormat(string start, List<(string Variable, string After)> parts) => (_start, _parts) = (start, [.. parts]);

    /// <summary>The variables, in order.</summary>
    public IEnumerable<string> Variables => _parts.Select(part => part.Variable);

    /// <summary>Reads <c>$remote_addr - [$time_local] "$request" $status …</c>.</summary>
    /// <param name="format">The string, as in nginx.conf after the quotes were taken off.</param>
    /// <param name="problem">Why it cannot be used; empty when it can.</param>
    public static AccessFormat? Parse(string format, out string problem)
    {
        problem = "";
        var parts = new List<(string, string)>();
        var at = format.IndexOf('$', StringComparison.Ordinal);
        var start = at < 0 ? format : format[..at];
        while (at >= 0 && at < format.Length && parts.Count < MostVariables)
        {
            var braces = at + 1 < format.Length && format[at + 1] == '{';
            var from = at + (braces ? 2 : 1);
            var end = from;
            while (end < format.Length && (char.IsAsciiLetterOrDigit(format[end]) || format[end] == '_'))
            {
                end++;
            }

            var name = format[from..end];
            end += braces && end < format.Length && format[end] == '}' ? 1 : 0;
            at = format.IndexOf('$', end);
            parts.Add((name, at < 0 ? format[end..] : format[end..at]));
        }

        if (!parts.Exists(part => part.Item1 is "status"))
        {
            problem = "it has no $status";
            return null;
        }

        // Two variables side by side could be cut anywhere.
        if (parts.FindIndex(part => part.Item2.Length == 0) is >= 0 and var bare && bare < parts.Count - 1)
        {
            problem = $"nothing stands between ${parts[bare].Item1} and ${parts[bare + 1].Item1}";
            return null;
        }

        return new AccessFormat(start, parts);
    }

    /// <summary>The values by variable; null when the line has another form.</summary>
    public Dictionary<string, string>? Read(string line)
    {
        if (!line.StartsWith(_start, StringComparison.Ordinal))
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = _start.Length;
        for (var i = 0; i < _parts.Length; i++)
        {
            var (variable, after) = _parts[i];
            var end = i == _parts.Length - 1 ? End(line, at, after) : line.IndexOf(after, at, StringComparison.Ordinal);
            if (end < 0)
            {
                return null;
            }

            values[variable] = line[at..end];
            at = end + after.Length;
        }

        return values;
    }

    private static int End(string line, int at, string after) =>
        after.Length == 0 ? line.Length : line.EndsWith(after, StringComparison.Ordinal) && line.Length - after.Length >= at ? line.Length - after.Length : -1;
}
