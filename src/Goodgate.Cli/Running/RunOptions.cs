namespace Goodgate.Cli.Running;

/// <summary>What was said on the command line of <c>goodgate run</c>.</summary>
internal sealed record RunOptions(IReadOnlyList<string> To, IReadOnlyList<string> Listen, string? Admin, int? Retries);
