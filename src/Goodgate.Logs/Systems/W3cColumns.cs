using Goodgate.Logs.Lines;

namespace Goodgate.Logs.Systems;

/// <summary>One line of a W3C log by the names of its <c>#Fields:</c> line.</summary>
internal sealed class W3cColumns
{
    private readonly IReadOnlyList<string> _names;
    private readonly string[] _values;

    private W3cColumns(IReadOnlyList<string> names, string[] values) => (_names, _values) = (names, values);

    /// <summary>Null when the file has no header, or the line another number of columns.</summary>
    public static W3cColumns? Read(LogLine line, char separator)
    {
        if (line.Context.Fields is not { Count: > 2 } names)
        {
            return null;
        }

        var values = line.Text.Split(separator);
        return values.Length == names.Count ? new W3cColumns(names, values) : null;
    }

    /// <summary>The value; null when the column is not there or <c>-</c>.</summary>
    public string? Get(string name)
    {
        for (var i = 0; i < _names.Count; i++)
        {
            if (string.Equals(_names[i], name, StringComparison.OrdinalIgnoreCase))
            {
                return _values[i] is "-" or "" ? null : _values[i];
            }
        }

        return null;
    }

    /// <summary>The names of a header line; null for any other line.</summary>
    public static IReadOnlyList<string>? Header(string line) =>
        line.StartsWith("#Fields:", StringComparison.OrdinalIgnoreCase) ? line["#Fields:".Length..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) : null;
}
