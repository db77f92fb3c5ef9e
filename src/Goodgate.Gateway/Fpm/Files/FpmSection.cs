namespace Goodgate.Gateway.Fpm.Files;

/// <summary>A section of the configuration: <c>[global]</c> or one pool. A section that is opened twice is one.</summary>
/// <param name="Name">Without brackets.</param>
/// <param name="Place">Where it was opened first.</param>
/// <param name="Entries">In the order of the files.</param>
public sealed record FpmSection(string Name, FpmPlace Place, IReadOnlyList<FpmEntry> Entries)
{
    /// <summary>Name of the section that is no pool.</summary>
    public const string GlobalName = "global";

    /// <summary>The entry that counts: of several the last, as FPM does. Null when absent.</summary>
    public FpmEntry? Find(string name, string? index = null) => Entries.LastOrDefault(entry => entry.Name == name && entry.Index == index);
}
