namespace Goodgate.Logs.Tests.Messages;

/// <summary>A list of what one gateway's manual or source has: flags, states, numbers, texts.</summary>
/// <param name="Title">Whose.</param>
/// <param name="Line">The line the entries are put into.</param>
/// <param name="Entries">Causes of which one must be judged, and what is put into the line.</param>
internal sealed record MessageList(string Title, string Line, IReadOnlyList<(string[] Causes, string Text)> Entries)
{
    /// <summary>The lists of <c>messages.txt</c>.</summary>
    public static IReadOnlyList<MessageList> All { get; } = [.. Read(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Messages", "messages.txt")))];

    private static IEnumerable<MessageList> Read(string[] lines)
    {
        var (title, form) = ("", "");
        var entries = new List<(string[], string)>();
        foreach (var line in lines.Append("[]"))
        {
            if (line.StartsWith('['))
            {
                if (entries.Count > 0)
                {
                    yield return new MessageList(title, form, entries);
                }

                (title, form, entries) = (line.Trim('[', ']'), "", []);
            }
            else if (line.StartsWith("= ", StringComparison.Ordinal))
            {
                form = line[2..];
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                entries.Add(Entry(form, line));
            }
        }
    }

    // The second value stands behind the last bar: the first may have bars in it.
    private static (string[] Causes, string Text) Entry(string form, string line)
    {
        var bar = line.IndexOf(" | ", StringComparison.Ordinal);
        var (causes, text, second) = (line[..bar].Split(','), line[(bar + 3)..], "");
        if (form.Contains("{1}", StringComparison.Ordinal))
        {
            var last = text.LastIndexOf(" |", StringComparison.Ordinal);
            (text, second) = (text[..last], text[last..].Length > 3 ? text[(last + 3)..] : "");
        }

        return (causes, form.Replace("{0}", text, StringComparison.Ordinal).Replace("{1}", second, StringComparison.Ordinal));
    }
}
