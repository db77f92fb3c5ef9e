namespace Goodgate.Cli.Running;

/// <summary>What was said on the command line of <c>goodgate run</c>, as typed.</summary>
internal sealed record RunOptions
{
    public string? Config { get; init; }

    public IReadOnlyList<string> To { get; init; } = [];

    public string? Root { get; init; }

    public string? Php { get; init; }

    public string? Preset { get; init; }

    public bool LimitLogins { get; init; }

    public IReadOnlyList<string> Listen { get; init; } = [];

    public string? Admin { get; init; }

    public string? Retries { get; init; }

    public string? AccessLog { get; init; }

    public string? Data { get; init; }

    public string? Cache { get; init; }

    public string? CacheTtl { get; init; }

    public bool Verbose { get; init; }
}
