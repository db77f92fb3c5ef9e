namespace Goodgate.Cli.Settings;

/// <summary>One value in force.</summary>
/// <param name="Path">Its full name: <c>upstreams.app.timeouts.connect</c>, <c>sites.shop.hosts[0]</c>.</param>
/// <param name="Value">As a person would write it; <c>***</c> for a secret, <c>not set</c> for nothing.</param>
/// <param name="Origin"><c>goodgate.yaml:12</c>, <c>default</c> or <c>environment APP_PORT</c>.</param>
/// <param name="Place">Where it stands in the file; line 0 for a default.</param>
public sealed record EffectiveValue(string Path, string Value, string Origin, SettingsPlace Place)
{
    /// <summary>Origin of values nobody wrote.</summary>
    public const string Default = "default";

    /// <summary>Shown for an optional value that is absent.</summary>
    public const string NotSet = "not set";

    /// <summary>Shown in place of a secret.</summary>
    public const string Hidden = "***";
}
