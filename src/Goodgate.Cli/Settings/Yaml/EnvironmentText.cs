using System.Text;

namespace Goodgate.Cli.Settings.Yaml;

/// <summary>
/// Puts environment variables into values: <c>${NAME}</c>, <c>${NAME:-default}</c> (also when NAME is set but empty, as in a shell),
/// <c>$$</c> for a dollar sign. A dollar sign before anything else stays.
/// </summary>
internal sealed class EnvironmentText(Func<string, string?> env, ProblemList problems)
{
    /// <summary>Linux takes 128 KiB for one variable; no setting is that long.</summary>
    private const int Longest = 64 * 1024;

    private const string Forms = "${NAME} or ${NAME:-default}; $$ for a dollar sign";

    public SettingsNode Expand(string raw, bool quoted, SettingsPlace place)
    {
        if (!raw.Contains('$'))
        {
            return new ScalarNode(place, raw, quoted, []);
        }

        var text = new StringBuilder();
        var names = new List<string>();
        var broken = false;
        for (var i = 0; i < raw.Length; i++)
        {
            var next = i + 1 < raw.Length ? raw[i + 1] : '\0';
            if (raw[i] != '$' || next is not ('$' or '{'))
            {
                text.Append(raw[i]);
            }
            else if (next == '$')
            {
                text.Append('$');
                i++;
            }
            else
            {
                var end = raw.IndexOf('}', i);
                var inside = end < 0 ? raw[(i + 2)..] : raw[(i + 2)..end];
                broken |= end < 0 ? Unclosed(inside, place) : !Append(inside, text, names, place);
                i = end < 0 ? raw.Length : end;
            }
        }

        return broken ? new BrokenNode(place) : new ScalarNode(place, text.ToString(), quoted, names);
    }

    private bool Unclosed(string inside, SettingsPlace place)
    {
        problems.Add(place, $"\"${{{Shown.Plain(inside)}\" is not closed", Forms);
        return true;
    }

    private bool Append(string inside, StringBuilder text, List<string> names, SettingsPlace place)
    {
        var colon = inside.IndexOf(":-", StringComparison.Ordinal);
        var name = colon < 0 ? inside : inside[..colon];
        if (!IsName(name) || (colon >= 0 && inside.Contains("${", StringComparison.Ordinal)))
        {
            problems.Add(place, $"\"${{{Shown.Plain(inside)}}}\" is not a variable", Forms);
            return false;
        }

        var value = env(name);
        if (value is { Length: > Longest })
        {
            problems.Add(place, $"environment variable {name} holds {value.Length} characters", $"at most {Longest}");
            return false;
        }

        if (value is null && colon < 0)
        {
            problems.Add(place, $"environment variable {name} is not set", $"the variable, or a default: ${{{name}:-default}}");
            return false;
        }

        if (string.IsNullOrEmpty(value) && colon >= 0)
        {
            text.Append(inside, colon + 2, inside.Length - colon - 2);
            return true;
        }

        text.Append(value);
        names.Add(name);
        return true;
    }

    /// <summary>POSIX.1-2017 §8.1, with lower case.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 128 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
