using Goodgate.Cli.Importing.Writing;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing;

/// <summary>What a foreign settings file gave.</summary>
/// <param name="Findings">What causes bad gateways, in the order of the files, each once.</param>
/// <param name="Left">Includes that were not followed, with the reason.</param>
/// <param name="Files">Files read.</param>
/// <param name="Convert">Makes Goodgate's settings of it.</param>
internal sealed record ImportResult(IReadOnlyList<Finding> Findings, IReadOnlyList<(SettingsPlace Place, string Why)> Left, int Files, Func<Plan> Convert);
