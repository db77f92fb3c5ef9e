using Goodgate.Cli.Settings.Shapes;

namespace Goodgate.Cli.Settings.Reading;

/// <summary>How messages name keys and what they expect.</summary>
internal static class Words
{
    private const int MostShown = 20;

    public static string Quoted(string text) => Shown.Quoted(text);

    /// <summary>The words a person may choose from; of very many, the first ones.</summary>
    public static string OneOf(IReadOnlyCollection<string> words) =>
        words.Count == 1 ? words.First() : "one of " + string.Join(", ", words.Take(MostShown)) + (words.Count > MostShown ? " …" : "");

    /// <summary>
    /// The last key of a path, with its index: <c>servers[0]</c>. With the group when that stands at the top of the file, where a key such as
    /// <c>listen</c> may stand too: <c>admin.listen</c>.
    /// </summary>
    public static string Label(string path) =>
        Shown.Plain(path.Count(c => c == '.') == 1 && !path.Contains('[', StringComparison.Ordinal) ? path : path[(path.LastIndexOf('.') + 1)..]);

    public static string Of(Shape shape) => shape switch
    {
        ScalarShape scalar => scalar.Expected,
        GroupShape { ShortKey: { } shortKey } group => $"a map with {Keys(group)}, or the {shortKey} alone",
        GroupShape group => $"a map with {Keys(group)}",
        NamedShape named => $"a map of {named.Thing}s by name",
        ListShape { Item: ScalarShape item } => $"a list, each {item.Expected}",
        ListShape list => $"a list, each {Of(list.Item)}",
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private static string Keys(GroupShape group) => string.Join(", ", group.Keys.Select(k => k.Name));
}
