using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Goodgate.Logs.Formats;

/// <summary>
/// A format file: the messages of one system as data. Lines:
/// <c>system NAME</c>, <c>title TEXT</c>, <c>source TEXT</c>, <c>context #Fields: …</c> (given to samples),
/// <c>[CODE] CAUSE STATUS</c> begins a message, <c>+ TEXT || TEXT</c> one of these must stand in the line, <c>- TEXT</c> this must not,
/// <c>~ PATTERN</c> a regular expression, <c>&gt; LINE</c> a sample, <c>#</c> a comment. The first message that fits speaks.
/// </summary>
internal sealed class FormatFile
{
    private const string Or = " || ";

    /// <summary>A pattern over one bounded line ends well within this; see LineText.Longest.</summary>
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-");

    private readonly List<MessageRule> _rules = [];

    private FormatFile(string name) => Name = name;

    /// <summary>File name without its ending.</summary>
    public string Name { get; }

    public string System { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>Where the messages were taken from.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The W3C header that stands above the samples; null for other formats.</summary>
    public string? Context { get; private set; }

    /// <summary>Lines of the system that state no failure.</summary>
    public IReadOnlyList<string> Quiet { get; private set; } = [];

    public IReadOnlyList<MessageRule> Rules => _rules;

    /// <summary>The format files inside the program, by name.</summary>
    public static IReadOnlyList<FormatFile> All { get; } = ReadAll();

    /// <summary>The file with this name.</summary>
    public static FormatFile Get(string name) => All.First(file => file.Name == name);

    /// <exception cref="FormatException">The text is no format file; the message names the line.</exception>
    public static FormatFile Parse(string name, string text)
    {
        var file = new FormatFile(name);
        var quiet = new List<string>();
        var block = new List<(int Number, string Line)>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                file.Add(block);
                block = [(number, line)];
            }
            else if (block.Count > 0)
            {
                block.Add((number, line));
            }
            else
            {
                file.Head(line, number, quiet);
            }
        }

        file.Add(block);
        file.Quiet = quiet;
        return file;
    }

    private static FormatFile[] ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".format", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            return Parse(name[..^".format".Length], reader.ReadToEnd());
        })];
    }

    private void Head(string line, int number, List<string> quiet)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (word, rest) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..]);
        switch (word)
        {
            case "system": System = rest; break;
            case "title": Title = rest; break;
            case "source": Source = rest; break;
            case "context": Context = rest; break;
            case "quiet": quiet.Add(rest); break;
            default: throw new FormatException($"{Name}.format:{number}: \"{word}\" is none of system, title, source, context, quiet");
        }
    }

    // "go:eof" names its system; "http read error: EOF" is a text with a colon in it.
    private static bool HasSystem(string code) =>
        code.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && code.AsSpan(0, colon).IndexOfAnyExcept(NameLetters) < 0;

    private void Add(List<(int Number, string Line)> block)
    {
        if (block.Count == 0)
        {
            return;
        }

        var (number, head) = block[0];
        var close = head.IndexOf(']', StringComparison.Ordinal);
        var words = close < 0 ? [] : head[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is not (1 or 2))
        {
            throw new FormatException($"{Name}.format:{number}: expected [CODE] CAUSE, or [CODE] CAUSE STATUS");
        }

        var code = head[1..close];
        var has = block.Where(one => one.Line.StartsWith("+ ", StringComparison.Ordinal)).Select(one => one.Line[2..].Split(Or)).ToList();
        var pattern = block.Where(one => one.Line.StartsWith("~ ", StringComparison.Ordinal)).Select(one => one.Line[2..]).FirstOrDefault();
        foreach (var (at, line) in block.Skip(1))
        {
            if (line.Length < 3 || line[1] != ' ' || !"+-~>".Contains(line[0], StringComparison.Ordinal))
            {
                throw new FormatException($"{Name}.format:{at}: expected a line that begins with +, -, ~ or >");
            }
        }

        _rules.Add(new MessageRule(
            HasSystem(code) ? code : $"{System}:{code}",
            words[0],
            words.Length == 2 ? int.Parse(words[1], CultureInfo.InvariantCulture) : null,
            has,
            [.. block.Where(one => one.Line.StartsWith("- ", StringComparison.Ordinal)).Select(one => one.Line[2..])],
            [.. block.Where(one => one.Line.StartsWith("> ", StringComparison.Ordinal)).Select(one => one.Line[2..])])
        {
            Pattern = pattern is null ? null : new Regex(pattern, RegexOptions.CultureInvariant, PatternLimit),
        });
    }
}
