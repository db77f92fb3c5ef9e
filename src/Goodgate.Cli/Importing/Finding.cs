using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing;

/// <summary>One thing in a foreign settings file that causes bad gateways.</summary>
/// <param name="Rule">Name of the rule: stable, in kebab case.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="What">What stands there, escaped.</param>
/// <param name="Why">What will happen.</param>
/// <param name="Better">The corrected line, escaped; several, parted by line feeds, where it is a block.</param>
/// <param name="Causes">Ids of the catalogue it leads to.</param>
internal sealed record Finding(string Rule, SettingsPlace Place, string What, string Why, string Better, IReadOnlyList<string> Causes);
