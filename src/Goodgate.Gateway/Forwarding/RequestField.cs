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

/// <summary>The rule of each request field, found by length first: this runs for every field of every request.</summary>
internal static class RequestField
{
    public static FieldRule Rule(string name) => name.Length switch
    {
        2 when Is(name, "TE") => FieldRule.Drop,
        3 when Is(name, "Via") => FieldRule.Drop,
        4 when Is(name, "Host") => FieldRule.Drop,
        6 when Is(name, "Expect") => FieldRule.Drop,
        7 when Is(name, "Upgrade") || Is(name, "Trailer") => FieldRule.Drop,
        9 when Is(name, "Forwarded") => FieldRule.Drop,
        9 when Is(name, "Client-IP") || Is(name, "X-Real-IP") => FieldRule.Claim,
        // From here on a name beginning with ":" is an HTTP/2 pseudo-header, which never gets here; "Proxy" would become HTTP_PROXY in CGI programs (httpoxy).
        5 when Is(name, "Proxy") => FieldRule.Drop,
        10 when Is(name, "Connection") || Is(name, "Keep-Alive") => FieldRule.Drop,
        11 when Is(name, "traceparent") => FieldRule.Drop,
        11 when Is(name, "X-Client-IP") => FieldRule.Claim,
        12 when Is(name, "X-Request-ID") => FieldRule.Drop,
        14 when Is(name, "Content-Length") || Is(name, "HTTP2-Settings") => FieldRule.Drop,
        14 when Is(name, "True-Client-IP") => FieldRule.Claim,
        15 when Is(name, "X-Forwarded-For") => FieldRule.Drop,
        16 when Is(name, "Proxy-Connection") || Is(name, "X-Forwarded-Host") || Is(name, "X-Forwarded-Port") => FieldRule.Drop,
        17 when Is(name, "Transfer-Encoding") || Is(name, "X-Forwarded-Proto") => FieldRule.Drop,
        19 when Is(name, "X-Cluster-Client-IP") => FieldRule.Claim,
        24 when Is(name, "X-Original-Forwarded-For") => FieldRule.Claim,
        >= 12 when IsForwarded(name) => FieldRule.Claim,
        _ => FieldRule.Pass,
    };

    private static bool IsForwarded(string name)
    {
        const string Start = "X-Forwarded-";
        return name.StartsWith(Start, StringComparison.OrdinalIgnoreCase) || (name.AsSpan(0, Start.Length).Contains('_') && IsAlias(name[..Start.Length], Start));
    }

    private static bool Is(string name, string known) =>
        name.Equals(known, StringComparison.OrdinalIgnoreCase) || (name.Contains('_', StringComparison.Ordinal) && IsAlias(name, known));

    // CGI, WSGI and PHP read X_Forwarded_For as X-Forwarded-For (RFC 3875 §4.1.18): such a twin of a field of ours would be believed.
    // nginx drops every name with an underscore; applications need the others.
    private static bool IsAlias(string name, string known) => name.Replace('_', '-').Equals(known, StringComparison.OrdinalIgnoreCase);
}
