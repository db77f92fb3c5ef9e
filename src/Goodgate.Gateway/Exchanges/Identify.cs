using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Exchanges;

/// <summary>Step: gives the exchange its names: Host, X-Request-ID, traceparent (W3C Trace Context).</summary>
internal static class Identify
{
    private const int LongestId = 128;
    private const int TraceParentLength = 55;

    private static readonly SearchValues<char> SaneId =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:=+/@");

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    public static ValueTask<bool> RunAsync(Exchange exchange)
    {
        var fields = exchange.Client.Fields;
        exchange.Host = exchange.Client.Host;
        exchange.Target = OriginForm(exchange.Client.Method, exchange.Client.Target);
        var id = Single(fields, KnownField.XRequestId, LongestId) is { Length: > 0 } claimed && claimed.AsSpan().IndexOfAnyExcept(SaneId) < 0 ? claimed : null;
        if (Single(fields, KnownField.TraceParent, TraceParentLength) is { } parent && IsTraceParent(parent))
        {
            exchange.TraceParent = parent;
            exchange.RequestId = id ?? parent.Substring(3, 32);
            return new ValueTask<bool>(true);
        }

        exchange.TraceParent = NewTraceParent();
        exchange.RequestId = id ?? exchange.TraceParent.Substring(3, 32);
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

    // version "-" trace-id "-" parent-id "-" trace-flags; the ids are random and not secret.
    private static string NewTraceParent() => string.Create(TraceParentLength, 0, static (text, _) =>
    {
        Span<byte> random = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(random, Random.Shared.NextInt64());
        BinaryPrimitives.WriteInt64LittleEndian(random[8..], Random.Shared.NextInt64());
        BinaryPrimitives.WriteInt64LittleEndian(random[16..], Random.Shared.NextInt64());
        "00-".CopyTo(text);
        Convert.TryToHexStringLower(random[..16], text[3..], out var _);
        text[35] = '-';
        Convert.TryToHexStringLower(random[16..], text[36..], out var _);
        "-00".CopyTo(text[52..]);
    });

    private static bool IsTraceParent(string text) =>
        text.Length == TraceParentLength && text.StartsWith("00-", StringComparison.Ordinal) && text[35] == '-' && text[52] == '-'
        && IsHex(text.AsSpan(3, 32)) && IsHex(text.AsSpan(36, 16)) && IsHex(text.AsSpan(53, 2))
        && text.AsSpan(3, 32).ContainsAnyExcept('0') && text.AsSpan(36, 16).ContainsAnyExcept('0');

    private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerHex);
}
