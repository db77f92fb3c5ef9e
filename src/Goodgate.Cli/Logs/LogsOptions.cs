using Goodgate.Logs.Lines;

namespace Goodgate.Cli.Logs;

/// <summary>What <c>goodgate logs</c> was asked for.</summary>
internal sealed record LogsOptions
{
    public required IReadOnlyList<string> Files { get; init; }
    public required FormatChoice Format { get; init; }
    public string? Since { get; init; }
    public string? Until { get; init; }
    public string? Zone { get; init; }
    public string? Site { get; init; }
    public bool Each { get; init; }
    public bool Json { get; init; }
    public string? Html { get; init; }
    public string? Markdown { get; init; }
    public int Top { get; init; } = 10;
}
