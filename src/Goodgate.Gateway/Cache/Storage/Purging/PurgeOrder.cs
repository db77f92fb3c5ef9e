namespace Goodgate.Gateway.Cache.Storage.Purging;

/// <summary>What is to be purged, and how.</summary>
/// <param name="Kind">What <paramref name="Text"/> is.</param>
/// <param name="Text">
/// The tag, or an address: <c>https://example.org/a?b</c>, <c>example.org/a?b</c>, or <c>/a?b</c> for that path on every host. http and https are one here: a gateway
/// behind another that ends TLS knows only one of them. Empty for everything.
/// </param>
/// <param name="IsSoft">True: entries stay, marked stale; they are validated before they are used, or used when the server fails. False: they are gone.</param>
public sealed record PurgeOrder(PurgeKind Kind, string Text, bool IsSoft)
{
    private readonly (string Host, string Path) _address = Kind is PurgeKind.Url or PurgeKind.Prefix ? KeyAddress.Of(Text) : ("", "");

    /// <summary>True when an entry is meant.</summary>
    /// <param name="key">Its primary key.</param>
    /// <param name="tags">Its tags.</param>
    public bool Covers(string key, IReadOnlyList<string> tags) => Kind switch
    {
        PurgeKind.Everything => true,
        PurgeKind.Tag => tags.Contains(Text, StringComparer.Ordinal),
        _ => CoversAddress(key),
    };

    private bool CoversAddress(string key)
    {
        if (!KeyAddress.TrySplit(key, out var host, out var path))
        {
            return false;
        }

        return (_address.Host.Length == 0 || host.Equals(_address.Host, StringComparison.OrdinalIgnoreCase))
            && (Kind == PurgeKind.Prefix || path.Length == _address.Path.Length) && KeyAddress.Begins(path, _address.Path);
    }
}
