using Spectre.Console;
using Spectre.Console.Rendering;

namespace Goodgate.Cli.Showing;

/// <summary>One end of the console: plain lines for programs, layout for people.</summary>
internal sealed class Screen
{
    /// <summary>Characters of a line that is pleasant to read; wider terminals leave the rest empty.</summary>
    public const int ReadingWidth = 100;

    private readonly Lazy<IAnsiConsole> _ansi;
    private readonly Func<bool>? _isGone;

    /// <param name="writer">Where text goes.</param>
    /// <param name="isTerminal">True when a person looks at it.</param>
    /// <param name="colours">False for no colour at all, only bold and dim.</param>
    /// <param name="width">Characters a line has; null asks the terminal.</param>
    /// <param name="isGone">Says whether nobody can read any more what is written; null: it is not known.</param>
    public Screen(TextWriter writer, bool isTerminal, bool colours, int? width = null, Func<bool>? isGone = null)
    {
        _isGone = isGone;
        Writer = TextWriter.Synchronized(writer);
        IsTerminal = isTerminal;
        _ansi = new Lazy<IAnsiConsole>(() => Layout(isTerminal && colours, width));
    }

    public TextWriter Writer { get; }

    /// <summary>True when a person looks at it.</summary>
    public bool IsTerminal { get; }

    /// <summary>True when who read it has gone, as <c>head</c> does after its lines: to write on is of no use to anybody.</summary>
    public bool IsGone => _isGone?.Invoke() == true;

    /// <summary>For layout and colour. Made when it is first asked for: a program that reads the output has no use for it, and it is large.</summary>
    public IAnsiConsole Ansi => _ansi.Value;

    /// <summary>Characters of a line, at most <see cref="ReadingWidth"/>.</summary>
    public int Width => Math.Min(Ansi.Profile.Width, ReadingWidth);

    /// <summary>One plain line.</summary>
    public void Line(string text = "") => Writer.WriteLine(text);

    /// <summary>A paragraph, broken at the reading width.</summary>
    /// <param name="text">Trusted or escaped.</param>
    /// <param name="style">How it looks on a terminal.</param>
    /// <param name="indent">Blanks before each line.</param>
    /// <param name="mark">Stands before the first line in place of the blanks.</param>
    public void Prose(string text, Style style, int indent = 0, string? mark = null)
    {
        foreach (var line in Showing.Prose.Lines(text, Math.Max(20, Width - indent)))
        {
            if (IsTerminal)
            {
                Ansi.Write(new Text(mark ?? new string(' ', indent), Palette.AccentStrong));
                Ansi.Write(new Text(line + "\n", style));
            }
            else
            {
                Writer.WriteLine((mark ?? new string(' ', indent)) + line);
            }

            mark = null;
        }
    }

    /// <summary>Something with layout.</summary>
    public void Show(IRenderable what) => Ansi.Write(what);

    /// <summary><c>goodgate: …</c>, in red on a terminal.</summary>
    public void Problem(string message) => Say(message, static () => Palette.Bad);

    /// <summary><c>goodgate: warning: …</c>, in yellow on a terminal.</summary>
    public void Warning(string message) => Say("warning: " + message, static () => Palette.Warn);

    /// <summary><c>goodgate: …</c>.</summary>
    public void Note(string message) => Say(message, static () => Palette.Quiet);

    // Unwrapped: a line is a line, so that it can be searched for and copied.
    private void Say(string message, Func<Style> style)
    {
        if (!IsTerminal)
        {
            Writer.WriteLine("goodgate: " + message);
            return;
        }

        Ansi.Write(new Text("goodgate: ", style()));
        Writer.WriteLine(message);
    }

    private IAnsiConsole Layout(bool colours, int? width)
    {
        var ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Writer),
            Ansi = IsTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = IsTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (width is { } || !IsTerminal)
        {
            ansi.Profile.Width = width ?? ReadingWidth;
        }

        ansi.Profile.Capabilities.Unicode = true;
        return ansi;
    }
}
