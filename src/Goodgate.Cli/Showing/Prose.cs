using System.Text;

namespace Goodgate.Cli.Showing;

/// <summary>Breaks paragraphs into lines. No padding: what is piped or copied has no blanks at its ends.</summary>
internal static class Prose
{
    /// <summary>Lines of at most <paramref name="width"/> characters; a longer word gets a line of its own.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        foreach (var paragraph in text.Split('\n'))
        {
            var line = new StringBuilder();
            foreach (var word in paragraph.Split(' '))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    yield return line.ToString();
                    line.Clear();
                }

                line.Append(line.Length > 0 ? " " : "").Append(word);
            }

            yield return line.ToString();
        }
    }

    /// <summary>The text cut to a width, with a mark where it was.</summary>
    public static string Cut(string text, int width) => text.Length <= width ? text : width < 1 ? "" : text[..(width - 1)] + "…";
}
