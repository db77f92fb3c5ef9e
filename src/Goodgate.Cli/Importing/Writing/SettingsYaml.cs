using System.Globalization;
using System.Text;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Writing;

/// <summary>Writes lines of YAML: keys we know, values in quotes wherever they could be taken for something else.</summary>
internal sealed class SettingsYaml
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public void Comment(int indent, string text) => _text.Append(' ', indent).Append("# ").Append(text).Append('\n');

    public void Key(int indent, string key, SettingsPlace? from = null) => Line(indent, $"{Scalar(key)}:", from);

    public void Pair(int indent, string key, string value, SettingsPlace? from = null) => Line(indent, $"{Scalar(key)}: {Scalar(value)}", from);

    public void Item(int indent, string value) => Line(indent, $"- {Scalar(value)}", null);

    public void Raw(int indent, string line, SettingsPlace? from = null) => Line(indent, line, from);

    /// <summary>A group on one line; nothing when it is empty.</summary>
    public void Group(int indent, string key, IEnumerable<KeyValuePair<string, string>> values)
    {
        var inner = Inline(values);
        if (inner.Length > 0)
        {
            Line(indent, $"{key}: {{ {inner} }}", null);
        }
    }

    /// <summary>A list on one line; nothing when it is empty.</summary>
    public void List(int indent, string key, IEnumerable<string> values)
    {
        var inner = string.Join(", ", values.Select(Scalar));
        if (inner.Length > 0)
        {
            Line(indent, $"{key}: [{inner}]", null);
        }
    }

    public static string Inline(IEnumerable<KeyValuePair<string, string>> values) => string.Join(", ", values.Select(one => $"{one.Key}: {Scalar(one.Value)}"));

    /// <summary>A value as YAML reads it back letter for letter; a dollar sign is doubled, or the environment would be asked.</summary>
    public static string Scalar(string value)
    {
        if (value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/' or ':') && char.IsAsciiLetterOrDigit(value[0]) | value[0] == '/' && !value.EndsWith(':'))
        {
            return value;
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '$' => quoted.Append("$$"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                < ' ' or (>= '\u007f' and <= '\u00a0') or '\u2028' or '\u2029' or '\ufeff' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    private void Line(int indent, string text, SettingsPlace? from)
    {
        _text.Append(' ', indent).Append(text);
        if (from is { } place)
        {
            _text.Append("  # ").Append(Shown.Plain(place.FileAndLine));
        }

        _text.Append('\n');
    }
}
