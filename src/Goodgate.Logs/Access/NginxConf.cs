using System.Text;

namespace Goodgate.Logs.Access;

/// <summary>The log_formats of an nginx configuration, its includes followed.</summary>
public static class NginxConf
{
    /// <summary>Where it usually is.</summary>
    public const string UsualPath = "/etc/nginx/nginx.conf";

    private const int MostFiles = 500;
    private const int LongestFile = 1024 * 1024;

    /// <summary>Format strings, in the order they stand; empty when the file cannot be read.</summary>
    /// <param name="path">nginx.conf.</param>
    public static IReadOnlyList<string> Formats(string path)
    {
        var found = new List<string>();
        var waiting = new Queue<string>([path]);
        for (var files = 0; waiting.Count > 0 && files < MostFiles; files++)
        {
            foreach (var directive in Directives(waiting.Dequeue()))
            {
                if (directive is ["log_format", _, .. var rest])
                {
                    found.Add(string.Concat(rest.SkipWhile(word => word.StartsWith("escape=", StringComparison.Ordinal))));
                }
                else if (directive is ["include", var pattern])
                {
                    foreach (var file in Included(pattern, Path.GetDirectoryName(path) ?? "/"))
                    {
                        waiting.Enqueue(file);
                    }
                }
            }
        }

        return found;
    }

    // Words up to ; { or }. Quotes join, # begins a comment.
    private static IEnumerable<List<string>> Directives(string path)
    {
        string text;
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length > LongestFile)
            {
                yield break;
            }

            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        var words = new List<string>();
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '#':
                    at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
                    break;
                case ';' or '{' or '}':
                    yield return words;
                    words = [];
                    break;
                case ' ' or '\t' or '\r' or '\n':
                    break;
                default:
                    words.Add(Word(text, ref at));
                    break;
            }
        }
    }

    private static string Word(string text, ref int at)
    {
        var word = new StringBuilder();
        var quote = text[at] is '"' or '\'' ? text[at++] : '\0';
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\'' or '\\')
            {
                word.Append(text[++at]);
            }
            else if (quote != '\0' ? c == quote : c is ';' or '{' or '}' or ' ' or '\t' or '\r' or '\n')
            {
                at -= quote == '\0' ? 1 : 0;
                break;
            }
            else
            {
                word.Append(c);
            }
        }

        return word.ToString();
    }

    private static IEnumerable<string> Included(string pattern, string folder)
    {
        var path = Path.IsPathRooted(pattern) ? pattern : Path.Combine(folder, pattern);
        var parent = Path.GetDirectoryName(path);
        try
        {
            return parent is not null && Directory.Exists(parent) && !parent.Contains('*', StringComparison.Ordinal) ? Directory.GetFiles(parent, Path.GetFileName(path)).Order(StringComparer.Ordinal) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}
