using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Resolving;

/// <summary>Which absolute names a host may mean, in the order to ask (resolv.conf(5), <c>search</c> and <c>ndots</c>).</summary>
internal static class SearchList
{
    /// <summary>The names, without a dot at the end; never empty, at most one more than the search list.</summary>
    public static IReadOnlyList<string> Candidates(string host, ResolvConf conf)
    {
        if (host.EndsWith('.'))
        {
            return [host[..^1]];
        }

        var searched = conf.Search.Select(domain => $"{host}.{domain}").Where(name => DnsName.Check(name) == DnsNameViolation.None);
        return host.Count(character => character == '.') >= conf.Ndots ? [host, .. searched] : [.. searched, host];
    }
}
