using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Caching;

/// <summary>Which entries of the cache are meant.</summary>
/// <param name="Url">One address; null = not by that.</param>
/// <param name="Prefix">How addresses begin.</param>
/// <param name="Tags">Tags; empty = not by that.</param>
/// <param name="All">Everything.</param>
internal sealed record CacheTarget(string? Url, string? Prefix, string[] Tags, bool All)
{
    /// <summary>How many ways they are named in; one is right.</summary>
    public int Ways => (Url is null ? 0 : 1) + (Prefix is null ? 0 : 1) + (Tags.Length == 0 ? 0 : 1) + (All ? 1 : 0);

    /// <summary>What is wrong with the address; null = nothing.</summary>
    public string? Problem => (Url ?? Prefix) is not { } text ? null
        : text.Trim() is var typed && typed.Contains("://", StringComparison.Ordinal) && !(Uri.TryCreate(typed, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            ? $"\"{Evidence.Printable(typed, 100)}\" is no address; expected https://HOST/PATH, HOST/PATH, or /PATH for that path on every host"
            : typed.Length == 0 || typed.Any(c => c <= ' ') ? "an address has no blanks, and is not empty" : null;

    /// <summary>As a query of the admin port.</summary>
    public string Query => Url is not null ? $"url={Uri.EscapeDataString(Url)}"
        : Prefix is not null ? $"prefix={Uri.EscapeDataString(Prefix)}"
        : Tags.Length > 0 ? $"tag={Uri.EscapeDataString(string.Join(' ', Tags))}"
        : All ? "all=1"
        : "";
}
