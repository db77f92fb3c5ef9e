using System.Buffers;
using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Exchanges;

/// <summary>Step: gives the exchange its names: Host, X-Request-ID, traceparent (W3C Trace Context).</summary>
internal static class Identify
{
    private const int LongestId = 128;

    private static readonly SearchValues<char> SaneId =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:=+/@");

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    public static ValueTask<bool> RunAsync(Exchange exchange)
    {
        var fields = exchange.Client.Fields;
        exchange.Host = exchange.Client.Host;
        exchange.Target = OriginForm(exchange.Client.Method, exchange.Client.Target);
        if (Single(fields, KnownField.XRequestId, LongestId) is { Length: > 0 } claimed && claimed.AsSpan().IndexOfAnyExcept(SaneId) < 0)
        {
            exchange.RequestId = claimed;
            exchange.HasForeignIds = true;
        }

        if (Single(fields, KnownField.TraceParent, TraceIds.TraceParentLength) is { } parent && IsTraceParent(parent))
        {
            exchange.TraceParent = parent;
            if (!exchange.HasForeignIds)
            {
                exchange.RequestId = parent.Substring(3, TraceIds.IdLength);
                exchange.HasForeignIds = true;
            }
        }

        return new ValueTask<bool>(true);
    }

    // Null when there is none, more than one, or too much of it.
    private static string? Single(FieldSection fields, KnownField field, int longest)
    {
        var index = fields.Find(field);
        return index >= 0 && fields[index].ValueLength <= longest && fields.Find(field, index + 1) < 0 ? Encoding.Latin1.GetString(fields.Value(index)) : null;
    }

    // Every server must take absolute-form, and a client talking to an origin must not send it (RFC 9112 §3.2.1, §3.2.2). The reader has refused
    // one whose authority differs from Host. OPTIONS without a path is about the server itself (§3.2.4).
    private static string OriginForm(string method, string target)
    {
        var scheme = target.StartsWith('/') ? -1 : target.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return target;
        }

        var end = target.AsSpan(scheme + 3).IndexOfAny('/', '?');
        if (end < 0)
        {
            return method == "OPTIONS" ? "*" : "/";
        }

        var rest = target[(scheme + 3 + end)..];
        return rest[0] == '/' ? rest : "/" + rest;
    }

    private static bool IsTraceParent(string text) =>
        text.Length == TraceIds.TraceParentLength && text.StartsWith("00-", StringComparison.Ordinal) && text[35] == '-' && text[52] == '-'
        && IsHex(text.AsSpan(3, 32)) && IsHex(text.AsSpan(36, 16)) && IsHex(text.AsSpan(53, 2))
        && text.AsSpan(3, 32).ContainsAnyExcept('0') && text.AsSpan(36, 16).ContainsAnyExcept('0');

    private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerHex);
}
