using Goodgate.Logs.Lines;

namespace Goodgate.Cli.Watching;

/// <summary>What <c>goodgate watch</c> was asked for.</summary>
internal sealed record WatchOptions
{
    public required IReadOnlyList<string> Logs { get; init; }
    public required FormatChoice Format { get; init; }
    public string? Zone { get; init; }
    public string? Site { get; init; }
    public bool FromStart { get; init; }
    public string? Data { get; init; }

    /// <summary>HOST:PORT, or <c>off</c>.</summary>
    public string Admin { get; init; } = "off";

    public IReadOnlyList<string> Pools { get; init; } = [];
    public IReadOnlyList<string> StatusUrls { get; init; } = [];
    public bool Json { get; init; }
}
