using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Directives;

/// <summary>
/// Reads <c>CDN-Cache-Control</c> (RFC 9213): a Dictionary of structured fields whose keys are cache directives. One that does not parse is ignored whole,
/// and so is one that is empty (§2.1).
/// </summary>
internal static class TargetedControl
{
    private static ReadOnlySpan<byte> Name => "CDN-Cache-Control"u8;

    /// <summary>What it says; null when it is not there or cannot be read.</summary>
    public static CacheDirectives? Of(FieldSection fields)
    {
        string? text = null;
        for (var i = fields.Find(Name); i >= 0; i = fields.Find(Name, i + 1))
        {
            var line = Encoding.Latin1.GetString(fields.Value(i));
            text = text is null ? line : $"{text}, {line}";
        }

        return text is null || StructuredDictionary.Read(text) is not { Count: > 0 } members ? null : Take(members);
    }

    private static CacheDirectives? Take(IReadOnlyDictionary<string, string> members)
    {
        var isWhole = true;
        var said = new CacheDirectives
        {
            NoStore = IsSet(members, "no-store"),
            NoCache = IsSet(members, "no-cache"),
            IsPrivate = IsSet(members, "private"),
            IsPublic = IsSet(members, "public"),
            MustRevalidate = IsSet(members, "must-revalidate"),
            ProxyRevalidate = IsSet(members, "proxy-revalidate"),
            MustUnderstand = IsSet(members, "must-understand"),
            StaleWhileRevalidate = Seconds(members, "stale-while-revalidate", ref isWhole),
            StaleIfError = Seconds(members, "stale-if-error", ref isWhole),
            MaxAge = Seconds(members, "max-age", ref isWhole),
            SharedMaxAge = Seconds(members, "s-maxage", ref isWhole),
        };
        return isWhole ? said : null;
    }

    // A flag is a Boolean; one with another value is there, and the careful reading of it is that it holds. Public alone loosens a rule.
    private static bool IsSet(IReadOnlyDictionary<string, string> members, string key) =>
        members.TryGetValue(key, out var value) && (value == "?1" || (value != "?0" && key != "public"));

    // An Integer. With a value of another type the field is not what it should be: then Cache-Control holds.
    private static long? Seconds(IReadOnlyDictionary<string, string> members, string key, ref bool isWhole)
    {
        if (!members.TryGetValue(key, out var value))
        {
            return null;
        }

        var isInteger = value[0] == '-' ? !value.AsSpan(1).ContainsAnyExceptInRange('0', '9') : !value.AsSpan().ContainsAnyExceptInRange('0', '9');
        isWhole &= isInteger;
        return CacheControl.Seconds(Encoding.ASCII.GetBytes(value));
    }
}
