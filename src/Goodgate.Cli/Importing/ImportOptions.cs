namespace Goodgate.Cli.Importing;

/// <summary>What <c>goodgate import</c> was asked.</summary>
/// <param name="System">Whose settings they are.</param>
/// <param name="File">The file, as typed.</param>
/// <param name="Convert">Whether settings of ours are wanted.</param>
/// <param name="Out">Where these go; null = standard output.</param>
/// <param name="Logs">Logs to compare them with; none when empty.</param>
/// <param name="Json">JSON for programs.</param>
internal sealed record ImportOptions(ForeignSystem System, string File, bool Convert, string? Out, IReadOnlyList<string> Logs, bool Json);
