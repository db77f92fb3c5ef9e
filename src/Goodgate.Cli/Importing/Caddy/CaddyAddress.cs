using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Caddy;

/// <summary>The address of a site.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">Empty for any.</param>
/// <param name="Port">Where it listens.</param>
internal sealed record CaddyAddress(string Scheme, string Host, int Port)
{
    /// <summary>Of <c>example.com</c>, <c>:8080</c>, <c>http://example.com</c>, a comma behind it taken off. A name alone is served over https.</summary>
    public static CaddyAddress Parse(string text)
    {
        var at = Target.Parse(text.TrimEnd(','));
        var scheme = at.Scheme.Length > 0 ? at.Scheme : at.Port is 80 || at.Host.Length == 0 || at.Port is not null and not 443 && at.Host.Length == 0 ? "http" : "https";
        return new CaddyAddress(scheme, at.Host, at.Port ?? (scheme == "http" ? 80 : 443));
    }
}
