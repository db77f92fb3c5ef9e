namespace Goodgate.Cli.Settings.Shapes;

/// <summary>One key of the settings file: everything the reader, the schema and the manual say about it comes from here.</summary>
internal sealed record SettingsKey(string Name, Shape Shape)
{
    /// <summary>One or two sentences for the manual and the editor.</summary>
    public required string Doc { get; init; }

    /// <summary>As one would write it; null = nothing, or for a list an empty one.</summary>
    public string? Default { get; init; }

    /// <summary>Where the default's number comes from.</summary>
    public string? Origin { get; init; }

    public bool Required { get; init; }

    /// <summary>Never shown.</summary>
    public bool Secret { get; init; }

    /// <summary>For a map: absent means none, instead of one full of defaults.</summary>
    public bool Optional { get; init; }

    /// <summary>Stands for other keys and is rewritten into them before reading.</summary>
    public bool ShortForm { get; init; }
}
