using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>What is done with a field of the client's request.</summary>
internal enum FieldRule
{
    /// <summary>It goes on unchanged.</summary>
    Pass,

    /// <summary>It belongs to the connection, or we write our own in its place.</summary>
    Drop,

    /// <summary>It claims who the client is: it goes on only from a proxy that is trusted to know.</summary>
    Claim,
}

/// <summary>The rule of each request field: this runs for every field of every request.</summary>
internal static class RequestField
{
    // The longest name that has a rule of its own has 24 characters; of longer ones only the beginning matters.
    private const int Telling = 32;

    /// <summary>The rule.</summary>
    /// <param name="known">The field, if it is a known one.</param>
    /// <param name="name">Its name as received; not empty.</param>
    public static FieldRule Rule(KnownField known, ReadOnlySpan<byte> name) => known switch
    {
        KnownField.Other => Unknown(name),
        KnownField.TE or KnownField.Via or KnownField.Host or KnownField.Expect or KnownField.Upgrade or KnownField.Trailer or KnownField.Forwarded
            or KnownField.Connection or KnownField.KeepAlive or KnownField.ProxyConnection or KnownField.TransferEncoding or KnownField.ContentLength
            or KnownField.Http2Settings or KnownField.TraceParent or KnownField.XRequestId
            or KnownField.XForwardedFor or KnownField.XForwardedHost or KnownField.XForwardedPort or KnownField.XForwardedProto => FieldRule.Drop,

        // It would become HTTP_PROXY in CGI programs (httpoxy).
        KnownField.Proxy => FieldRule.Drop,
        _ => FieldRule.Pass,
    };

    private static FieldRule Unknown(ReadOnlySpan<byte> name)
    {
        if (!name.ContainsAny((byte)'_', (byte)'.'))
        {
            return IsClaim(name) ? FieldRule.Claim : FieldRule.Pass;
        }

        // CGI, WSGI and PHP read X_Forwarded_For as X-Forwarded-For (RFC 3875 §4.1.18), PHP also X.Forwarded.For (php_variables.c): such a twin of a field of
        // ours would be believed. nginx drops every name with an underscore or a dot; applications need the others.
        Span<byte> twin = stackalloc byte[Telling];
        twin = twin[..Math.Min(name.Length, Telling)];
        name[..twin.Length].Replace(twin, (byte)'_', (byte)'-');
        twin.Replace((byte)'.', (byte)'-');
        var known = KnownFields.Find(twin);
        return known != KnownField.Other ? Rule(known, twin) : IsClaim(twin) ? FieldRule.Claim : FieldRule.Pass;
    }

    private static bool IsClaim(ReadOnlySpan<byte> name) => (name[0] | 0x20, name.Length) switch
    {
        ('c', 9) => Is(name, "Client-IP"u8),
        ('x', 9) => Is(name, "X-Real-IP"u8),
        ('x', 11) => Is(name, "X-Client-IP"u8),
        ('t', 14) => Is(name, "True-Client-IP"u8),
        ('x', 19) when Is(name, "X-Cluster-Client-IP"u8) => true,
        ('x', 24) when Is(name, "X-Original-Forwarded-For"u8) => true,
        ('x', >= 12) => Is(name[..12], "X-Forwarded-"u8),
        _ => false,
    };

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(name, known);
}
