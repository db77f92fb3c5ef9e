namespace Goodgate.Cli.Settings.Yaml;

/// <summary>A piece of the settings file as written, before anyone asks what it means.</summary>
internal abstract record SettingsNode(SettingsPlace Place)
{
    /// <summary>The key messages should name; null = the key it stands at. Set where a short form was rewritten.</summary>
    public string? Label { get; init; }
}

/// <summary>A value; <paramref name="Variables"/> names the environment variables that were put in.</summary>
/// <param name="Place">Where it starts.</param>
/// <param name="Text">The text with variables put in; types come from the table, not from YAML, so <c>no</c> stays <c>no</c>.</param>
/// <param name="Quoted">Quoted or a block: then <c>null</c> and the empty text are meant.</param>
/// <param name="Variables">Variables that were set and used.</param>
internal sealed record ScalarNode(SettingsPlace Place, string Text, bool Quoted, IReadOnlyList<string> Variables) : SettingsNode(Place)
{
    public bool IsNothing => !Quoted && Variables.Count == 0 && (Text is "" or "~" or "null");
}

internal sealed record ListNode(SettingsPlace Place, IReadOnlyList<SettingsNode> Items) : SettingsNode(Place);

internal sealed record MapNode(SettingsPlace Place, IReadOnlyList<MapEntry> Entries) : SettingsNode(Place)
{
    public SettingsNode? Find(string key) => Entries.FirstOrDefault(e => e.Key == key)?.Value;
}

/// <summary>Something already reported; later steps pass over it in silence.</summary>
internal sealed record BrokenNode(SettingsPlace Place) : SettingsNode(Place);

/// <summary>One line of a map.</summary>
internal sealed record MapEntry(string Key, SettingsPlace Place, SettingsNode Value);
