using Spectre.Console;

namespace Goodgate.Cli.Showing;

/// <summary>One line in several styles that never grows wider than it may; what does not fit is cut.</summary>
internal sealed class FittedLine(int width)
{
    private int _left = width;

    /// <summary>The line so far.</summary>
    public Paragraph Shown { get; } = new();

    public FittedLine Add(string text, Style style)
    {
        if (_left > 0)
        {
            var fitting = Prose.Cut(text, _left);
            Shown.Append(fitting, style);
            _left -= fitting.Length;
        }

        return this;
    }
}
