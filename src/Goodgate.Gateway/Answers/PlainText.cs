using System.Globalization;
using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Answers;

/// <summary>A failure in a few lines, for a terminal.</summary>
internal static class PlainText
{
    public const string ContentType = "text/plain; charset=utf-8";

    public static string Render(FailureView view)
    {
        var text = new StringBuilder(512);
        text.Append($"{view.Status} {StatusLines.Phrase(view.Status)}".TrimEnd()).Append("\n\n");
        text.Append(view.Text.Title).Append('\n').Append(view.Text.Body).Append('\n');
        text.Append(view.Words.Sides[view.Scene.Side]).Append('\n');
        Line(text, view.Sending is { } sending ? view.Words.Advice[sending] : null);
        Line(text, view.WaitFirst);
        text.Append('\n');
        Line(text, view.Reference.Length > 0 ? $"{view.Words.Reference}: {view.Reference}" : null);
        text.Append(CultureInfo.InvariantCulture, $"{view.Words.Time}: {view.Time:yyyy-MM-ddTHH:mm:ssZ}\n");
        text.Append(CultureInfo.InvariantCulture, $"{view.Words.Code}: {view.CauseId}\n");
        Line(text, view.StatusPage is { } link ? $"{view.Words.StatusPage}: {link}" : null);
        return text.ToString();
    }

    private static void Line(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            text.Append(line).Append('\n');
        }
    }
}
