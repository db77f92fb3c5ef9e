using Goodgate.Logs.Lines;

namespace Goodgate.Logs.Running;

/// <summary>How logs are to be read.</summary>
public sealed record LogOptions
{
    /// <summary>Zone of times that say none. Default UTC.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The newest time a line may have.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Lines before are left out; null = none are.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Lines from here on are left out; null = none are.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only requests of this host; null = all.</summary>
    public string? Site { get; init; }

    /// <summary>Blocks read at the same time; the results do not depend on it.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>The format, where the caller knows it: a system's name (<c>nginx</c>) or an nginx log_format.</summary>
    public FormatChoice Format { get; init; } = FormatChoice.Detect;
}
