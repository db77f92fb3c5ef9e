namespace Goodgate.Lab.Catalogue;

/// <summary>How soon a fault shows: at once, or only when a limit of the gateway runs out.</summary>
/// <param name="Timeout">
/// Name of the limit as in the settings file: <c>dns</c>, <c>connect</c>, <c>tls</c>, <c>send</c>, <c>first_byte</c>, <c>body_gap</c>; null = at once.
/// </param>
public sealed record FaultSpeed(string? Timeout)
{
    /// <summary>Shows within a second.</summary>
    public static FaultSpeed Instant { get; } = new((string?)null);

    /// <summary>Shows when the named limit runs out.</summary>
    public static FaultSpeed NeedsTimeout(string setting) => new(setting);
}
