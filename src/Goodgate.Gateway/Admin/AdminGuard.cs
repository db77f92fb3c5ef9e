using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Goodgate.Gateway.Admin;

/// <summary>Who may read the admin port.</summary>
public sealed class AdminGuard
{
    private readonly byte[]? _token;
    private readonly HashSet<string>? _hosts;
    private readonly AdminNames _names;

    /// <param name="address">Where the port listens.</param>
    /// <param name="token">Bearer token; null = none is asked for.</param>
    /// <param name="names">What the operator calls the settings; null: as in the settings file.</param>
    public AdminGuard(AdminAddress address, string? token, AdminNames? names = null)
    {
        _names = names ?? AdminNames.OfSettings;
        _token = string.IsNullOrWhiteSpace(token) ? null : Digest(token.Trim());

        // A page in a browser on this machine can make a name of its own point to 127.0.0.1 and read what it gets (DNS rebinding);
        // its requests carry that name in Host. From other machines the token stands in the way.
        _hosts = address.IsLoopback
            ? new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost", "127.0.0.1", "[::1]", address.Host }
            : null;
    }

    /// <summary>Null when the request may be answered; else the refusal.</summary>
    public AdminAnswer? Check(HttpContext context, AdminPage? page)
    {
        var request = context.Request;
        var isPost = HttpMethods.IsPost(request.Method) && page is { Post: not null };
        if (!isPost && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            context.Response.Headers.Allow = page is { Post: not null } ? "GET, HEAD, POST" : "GET, HEAD";
            return AdminAnswer.Text(405, "Only GET and HEAD: nothing can be changed here.");
        }

        // A page of another origin may send a POST to this machine without being able to read the answer; browsers say where it comes from (Fetch §3.2, §4.1).
        if (isPost && (request.Headers.Origin.Count > 0 || request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "none"))
        {
            return AdminAnswer.Text(403, "A web page may change nothing here.");
        }

        if (_hosts is not null && !_hosts.Contains(request.Host.Host))
        {
            return AdminAnswer.Text(403, "The Host field is none of localhost, 127.0.0.1, [::1]. Ask by one of these names.");
        }

        if (_token is null || page is { IsOpen: true } || HasToken(request))
        {
            return null;
        }

        // RFC 6750 §3.
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"goodgate admin\"";
        return AdminAnswer.Text(401, $"This needs the token of {_names.Token}: Authorization: Bearer TOKEN");
    }

    // Digests have one length, so the comparison tells nothing of the token's length either.
    private bool HasToken(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var fields = request.Headers.Authorization;
        return fields.Count == 1
            && fields[0] is { } value
            && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Digest(value[Scheme.Length..].Trim()), _token);
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
