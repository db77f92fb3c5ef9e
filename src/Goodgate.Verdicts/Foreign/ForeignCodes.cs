using System.Collections.Frozen;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Finds what a foreign code means. Spelled <c>system:code</c>; case counts only in HAProxy's states (sH is not SH).</summary>
public static class ForeignCodes
{
    /// <summary>Longest text looked at: the longest code known has 75 characters, Envoy appends a transport reason to some.</summary>
    private const int MaxLength = 256;

    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        .. NginxCodes.All,
        .. NginxResponseCodes.All,
        .. NginxAccessCodes.All,
        .. ApacheCodes.All,
        .. PhpFpmCodes.All,
        .. HaproxyCodes.All,
        .. EnvoyCodes.All,
        .. CaddyCodes.All,
        .. TraefikCodes.All,
        .. VarnishCodes.All,
        .. SquidCodes.All,
        .. CloudflareCodes.All,
        .. GoogleCodes.All,
        .. AwsAlbCodes.All,
        .. IisCodes.All,
        .. CloudFrontCodes.All,
        .. AzureCodes.All,
        .. GunicornCodes.All,
        .. UwsgiCodes.All,
        .. NodeCodes.All,
        .. KernelCodes.All,
        .. SystemdCodes.All,
        .. WordPressCodes.All,
        .. MysqlCodes.All,
        .. LitespeedCodes.All,
        .. GoCodes.Of("go"),
    ];

    private static readonly FrozenDictionary<string, ForeignCode> Exact = All.ToFrozenDictionary(code => Key(code.System, code.Code));

    /// <summary>Codes with an open end, longest first.</summary>
    private static readonly ForeignCode[] Open =
        All.Where(code => code.Code.EndsWith('*')).OrderByDescending(code => code.Code.Length).ToArray();

    /// <summary>The code's meaning; null when it is not known or no <c>system:</c> stands before it.</summary>
    public static ForeignCode? Find(string code)
    {
        if (code.Length > MaxLength || Split(code) is not var (system, rest))
        {
            return null;
        }

        foreach (var spelling in Spellings(system, rest))
        {
            if (Exact.TryGetValue(Key(system, spelling), out var found))
            {
                return system == "envoy" && spelling != rest ? EnvoyTransport.Narrowed(found, rest) : found;
            }
        }

        return Array.Find(Open, open => open.System == system && rest.StartsWith(open.Code[..^1], CaseOf(system)));
    }

    /// <summary>Known codes that look like <paramref name="code"/>, best first, as <c>system:code</c>; for "did you mean".</summary>
    public static IReadOnlyList<string> Near(string code, int max) => code.Length > MaxLength || max <= 0 ? [] : NearCodes.To(code, max);

    /// <summary>System and code; the system under the name used here.</summary>
    internal static (string System, string Code)? Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 ? null : (SystemNames.Known(text[..colon].Trim()), text[(colon + 1)..].Trim());
    }

    private static IEnumerable<string> Spellings(string system, string code)
    {
        yield return code;
        if (system == "haproxy" && code.Length == 4)
        {
            // The full %tsc has two more letters, about persistence cookies: SH--.
            yield return code[..2];
        }

        // Envoy: upstream_reset_before_response_started{remote_connection_failure|delayed_connect_error:_111}; older versions put a comma.
        if (system == "envoy" && code.EndsWith('}') && code.AsSpan().IndexOfAny('|', ',') is > 0 and var cut)
        {
            yield return code[..cut] + "}";
        }

        if (WithoutDetail(system, code) is { } wider)
        {
            yield return wider;
        }
    }

    /// <summary>AH01114.111 and 502.3.12031: the number behind the last dot narrows; without an entry of its own the wider code stands.</summary>
    private static string? WithoutDetail(string system, string code) =>
        system is "apache" or "iis" && code.LastIndexOf('.') is > 0 and var dot ? code[..dot] : null;

    private static string Key(string system, string code) =>
        system == "haproxy" ? $"{system}:{code}" : $"{system}:{code.ToLowerInvariant()}";

    private static StringComparison CaseOf(string system) => system == "haproxy" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
}
