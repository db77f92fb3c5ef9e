using System.Text;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Reading;

/// <summary>A place in a text that knows its line and column.</summary>
internal sealed class TextCursor(string text, string file)
{
    private int _line = 1;
    private int _lineStart;

    public int Position { get; private set; }

    public bool AtEnd => Position >= text.Length;

    public SettingsPlace Place => new(file, _line, Position - _lineStart + 1);

    /// <summary>The character <paramref name="ahead"/> places on; a zero at the end.</summary>
    public char Peek(int ahead = 0) => Position + ahead < text.Length ? text[Position + ahead] : '\0';

    /// <summary>Takes a character.</summary>
    public char Take()
    {
        var c = text[Position++];
        if (c == '\n')
        {
            _line++;
            _lineStart = Position;
        }

        return c;
    }

    public void Skip(int count)
    {
        for (; count > 0 && !AtEnd; count--)
        {
            Take();
        }
    }

    /// <summary>Passes over all but the end of the line.</summary>
    public void SkipLine()
    {
        while (!AtEnd && Peek() != '\n')
        {
            Take();
        }
    }

    public bool Follows(string what) => string.CompareOrdinal(text, Position, what, 0, what.Length) == 0;

    /// <summary>What was passed since a position.</summary>
    public string Since(int position) => text[position..Position];

    /// <summary>Adds a character to a word.</summary>
    /// <exception cref="UnreadableConfig">The word is longer than any real one.</exception>
    public static void Add(StringBuilder word, char c, SettingsPlace begun)
    {
        if (word.Length >= Bounds.Word)
        {
            throw new UnreadableConfig(begun, $"a word longer than {Bounds.Word} characters", "a text file of settings");
        }

        word.Append(c);
    }
}
