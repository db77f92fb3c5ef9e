using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings;

/// <summary>What reading a settings file gave.</summary>
/// <param name="Settings">The settings; null when there is any error, so that a bad file never replaces a good one.</param>
/// <param name="Problems">All errors at once, in the order of the file (at most 100).</param>
/// <param name="Effective">Every value with its origin, in the order of the table; also filled, as far as read, when there are errors.</param>
public sealed record SettingsResult(GatewaySettings? Settings, IReadOnlyList<SettingsProblem> Problems, IReadOnlyList<EffectiveValue> Effective);
