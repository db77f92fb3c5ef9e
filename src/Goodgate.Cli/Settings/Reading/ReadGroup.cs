namespace Goodgate.Cli.Settings.Reading;

/// <summary>A map of the file after reading: typed values with their places. Absent values are not in it.</summary>
internal sealed class ReadGroup(string name, string path, SettingsPlace place)
{
    private readonly Dictionary<string, ReadValue> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> mentioned = new(StringComparer.Ordinal);

    /// <summary>The name an operator chose for an upstream or site; else the key.</summary>
    public string Name => name;

    public string Path => path;

    /// <summary>Of the key, or of the list item.</summary>
    public SettingsPlace Place => place;

    /// <summary>Remembers a key that stands in the file, good or bad: checks must not call missing what was merely refused.</summary>
    public void Mention(string key) => mentioned.Add(key);

    public bool Mentions(string key) => mentioned.Contains(key);

    public void Put(string key, ReadValue value) => values[key] = value;

    public bool Has(string key) => values.ContainsKey(key);

    public ReadValue? Find(string key) => values.GetValueOrDefault(key);

    public SettingsPlace PlaceOf(string key) => values.TryGetValue(key, out var value) ? value.Place : place;

    public string? Text(string key) => values.GetValueOrDefault(key)?.Value as string;

    public string NeededText(string key) => (string)values[key].Value;

    public bool Flag(string key) => (bool)values[key].Value;

    public int Number(string key) => (int)values[key].Value;

    public long Size(string key) => (long)values[key].Value;

    public TimeSpan Duration(string key) => (TimeSpan)values[key].Value;

    public ReadGroup? Group(string key) => values.GetValueOrDefault(key)?.Value as ReadGroup;

    public ReadGroup NeededGroup(string key) => (ReadGroup)values[key].Value;

    public IReadOnlyList<ReadValue> Items(string key) => values.GetValueOrDefault(key)?.Value as IReadOnlyList<ReadValue> ?? [];

    public IReadOnlyList<string> Texts(string key) => [.. Items(key).Select(i => (string)i.Value)];

    public IEnumerable<ReadGroup> Groups(string key) => Items(key).Select(i => i.Value).OfType<ReadGroup>();
}

/// <summary>A typed value: string, bool, int, long, TimeSpan, a group, or a list of values.</summary>
internal sealed record ReadValue(object Value, SettingsPlace Place);
