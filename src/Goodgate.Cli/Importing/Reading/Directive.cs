using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Reading;

/// <summary>
/// One instruction of a foreign settings file with what stands inside it: an nginx directive, an Apache directive or section, a line or section of
/// HAProxy, a directive of a Caddyfile.
/// </summary>
/// <param name="words">The name, then the arguments.</param>
/// <param name="parent">What it stands in; null for the whole.</param>
/// <param name="isBlock">Whether it may hold others.</param>
internal sealed class Directive(IReadOnlyList<Word> words, Directive? parent, bool isBlock = false)
{
    /// <summary>The name as compared: in lower case where the system does not care.</summary>
    public string Name { get; init; } = words.Count > 0 ? words[0].Text : "";

    public IReadOnlyList<Word> Words { get; } = words;

    public Directive? Parent { get; } = parent;

    /// <summary>Whether it has a block, which may be empty.</summary>
    public bool IsBlock { get; } = isBlock;

    /// <summary>What stands inside it, in the order of the files.</summary>
    public List<Directive> Inner { get; } = [];

    /// <summary>Where it begins; a block without words is where the one around it is.</summary>
    public SettingsPlace Place => Words.Count > 0 ? Words[0].Place : Parent?.Place ?? new SettingsPlace("", 0, 1);

    /// <summary>Number of arguments.</summary>
    public int Count => Math.Max(0, Words.Count - 1);

    /// <summary>All but the name.</summary>
    public IEnumerable<Word> Arguments => Words.Skip(1);

    /// <summary>An argument, counted from 0; empty when there are fewer.</summary>
    public string Argument(int index) => index + 1 < Words.Count ? Words[index + 1].Text : "";

    /// <summary>Whether an argument says exactly this.</summary>
    public bool Has(string argument) => Arguments.Any(one => one.Text == argument);

    /// <summary>The value of <c>key=value</c> among the arguments; null when it is not there.</summary>
    public string? Value(string key) => Arguments.Select(one => one.Text).LastOrDefault(text => text.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..];

    /// <summary>What stands directly inside and has this name.</summary>
    public IEnumerable<Directive> Named(string name) => Inner.Where(one => one.Name == name);

    /// <summary>The last of that name directly inside: the one that holds; null when there is none.</summary>
    public Directive? Last(string name) => Inner.FindLast(one => one.Name == name);

    /// <summary>Everything inside, at any depth, in the order of the files.</summary>
    public IEnumerable<Directive> All() => Inner.SelectMany(one => one.All().Prepend(one));

    /// <summary>This one and all it stands in, the nearest first.</summary>
    public IEnumerable<Directive> Outward()
    {
        for (var at = this; at is not null; at = at.Parent)
        {
            yield return at;
        }
    }

    /// <summary>As it was written, without its block; for messages.</summary>
    public override string ToString() => string.Join(' ', Words.Select(word => word.Text));
}
