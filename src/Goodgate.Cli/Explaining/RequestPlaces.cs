using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Explaining;

/// <summary>Where a request id is looked up: in the access log, when one is named; else at the admin port and then in the data folder.</summary>
internal sealed record RequestPlaces
{
    /// <summary>The admin port asked when no place is named.</summary>
    public const string UsualAdmin = "127.0.0.1:9502";

    // Ours have 32 hexadecimal digits; what is shorter than half of that is a code or a mistyped name.
    private const int ShortestId = 16;

    /// <summary>HOST:PORT of the admin port; null = it is not asked.</summary>
    public string? Admin { get; init; }

    /// <summary>Its token, when the settings file says it.</summary>
    public string? Token { get; init; }

    /// <summary>A data folder; null = none is read.</summary>
    public string? Data { get; init; }

    /// <summary>An access log instead of both.</summary>
    public string? AccessLog { get; init; }

    /// <summary>True when somebody typed a place: then a request is asked about, whatever its id looks like.</summary>
    public bool IsNamed { get; init; }

    /// <summary>True when a file or folder of records was typed: then nothing but a request is asked about.</summary>
    public bool OnlyRequests { get; init; }

    /// <summary>True for what can only be a request id: long, and with digits.</summary>
    public static bool LooksLikeId(string subject) =>
        subject.Length >= ShortestId && subject.Any(char.IsAsciiDigit) && !subject.Contains(':', StringComparison.Ordinal);

    /// <summary>The places that settings name, where nothing was typed.</summary>
    public RequestPlaces With(GatewaySettings settings) => this with
    {
        Admin = Admin ?? Reachable(settings.Admin.Listen),
        Token = settings.Admin.Token,
        Data = Data ?? settings.Data,
    };

    // A port that listens everywhere is asked on this machine.
    private static string? Reachable(string listen) => listen switch
    {
        "off" => null,
        ['*', .. var port] => "127.0.0.1" + port,
        _ when listen.StartsWith("0.0.0.0:", StringComparison.Ordinal) => "127.0.0.1" + listen["0.0.0.0".Length..],
        _ when listen.StartsWith("[::]:", StringComparison.Ordinal) => "[::1]" + listen["[::]".Length..],
        _ => listen,
    };
}
