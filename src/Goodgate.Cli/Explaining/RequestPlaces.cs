namespace Goodgate.Cli.Explaining;

/// <summary>Where a request id is looked up.</summary>
/// <param name="Admin">HOST:PORT of the admin port.</param>
/// <param name="AccessLog">An access log instead of it; null = ask the admin port.</param>
/// <param name="IsNamed">True when somebody typed the place: then a request is asked about, whatever its id looks like.</param>
internal sealed record RequestPlaces(string Admin, string? AccessLog, bool IsNamed)
{
    /// <summary>The admin port asked when none is named.</summary>
    public const string UsualAdmin = "127.0.0.1:9502";

    // Ours have 32 hexadecimal digits; what is shorter than half of that is a code or a mistyped name.
    private const int ShortestId = 16;

    /// <summary>True for what can only be a request id: long, and with digits.</summary>
    public static bool LooksLikeId(string subject) =>
        subject.Length >= ShortestId && subject.Any(char.IsAsciiDigit) && !subject.Contains(':', StringComparison.Ordinal);
}
