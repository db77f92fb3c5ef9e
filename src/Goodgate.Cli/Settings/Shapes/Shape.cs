using Goodgate.Cli.Settings.Yaml;

namespace Goodgate.Cli.Settings.Shapes;

/// <summary>What may stand at a key of the settings file.</summary>
internal abstract record Shape;

/// <summary>A map with known keys.</summary>
internal sealed record GroupShape(IReadOnlyList<SettingsKey> Keys) : Shape
{
    /// <summary>Which keys go together or exclude each other.</summary>
    public IReadOnlyList<KeyRule> Rules { get; init; } = [];

    /// <summary>The key a plain value in place of the map stands for: <c>access_log: FILE</c>; null = a map is needed.</summary>
    public string? ShortKey { get; init; }

    /// <summary>Rewrites a short form into the full one before the keys are read.</summary>
    public Func<MapNode, MapNode>? Expand { get; init; }
}

/// <summary>A map whose keys are names the operator chose, such as upstreams.</summary>
internal sealed record NamedShape(string Thing, GroupShape Each) : Shape
{
    /// <summary>Most names, for the same reason as <see cref="ListShape.Most"/>.</summary>
    public const int Most = 1000;
}

/// <summary>A list.</summary>
internal sealed record ListShape(Shape Item) : Shape
{
    /// <summary>Fewest items; an empty list says nothing where something is needed.</summary>
    public int Fewest { get; init; }

    /// <summary>Most items: far above any real file, so that a broken generator is told instead of served.</summary>
    public int Most { get; init; } = 1000;
}
