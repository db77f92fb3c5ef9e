using System.Globalization;
using System.Net;
using System.Text;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Cache.Storage.Purging;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Guard;
using Goodgate.Gateway.Observing.Access;

namespace Goodgate.Gateway.Cache.Steps;

/// <summary>
/// <c>PURGE</c> and <c>BAN</c> as Varnish's users know them, from addresses that settings allow: PURGE takes out one address, or with tags (Surrogate-Key, Cache-Tag, xkey)
/// what carries one of them; a target that ends with <c>*</c> or <c>.*</c>, and BAN, whatever begins so. <c>Soft-Purge: 1</c> marks stale in place of removing.
/// They never reach a server.
/// </summary>
internal static class PurgeMethod
{
    /// <summary>True for the two methods.</summary>
    public static bool Is(string method) => method is "PURGE" or "BAN";

    /// <summary>Purges, or refuses. False: the exchange is at its end.</summary>
    public static ValueTask<bool> RunAsync(Exchange exchange, RouteCache route)
    {
        if (!Allows(exchange.Model.PurgeFrom, ClientAddress.Of(exchange)))
        {
            return Refusal.GiveAsync(exchange, new RequestFault(403, "method-not-purge"));
        }

        return CacheKey.Of(exchange, LookUp.Target(exchange, route)) is { } key ? PurgeAsync(exchange, key) : Refusal.GiveAsync(exchange, new RequestFault(400, "bad-path"));
    }

    /// <summary>What a request purges: one order, or one for each tag.</summary>
    /// <param name="method">PURGE or BAN.</param>
    /// <param name="key">The key of its target.</param>
    /// <param name="tags">Tags it names.</param>
    /// <param name="isSoft">Mark stale.</param>
    internal static IReadOnlyList<PurgeOrder> Orders(string method, string key, IReadOnlyCollection<string> tags, bool isSoft)
    {
        if (tags.Count > 0)
        {
            return [.. tags.Select(tag => new PurgeOrder(PurgeKind.Tag, tag, isSoft))];
        }

        // By whichever proxy its pages were asked for.
        var address = CacheKey.Address(key);
        var star = address.EndsWith(".*", StringComparison.Ordinal) ? 2 : address.EndsWith('*') ? 1 : 0;
        return [new PurgeOrder(star > 0 || method == "BAN" ? PurgeKind.Prefix : PurgeKind.Url, address[..^star], isSoft)];
    }

    private static async ValueTask<bool> PurgeAsync(Exchange exchange, string key)
    {
        var fields = exchange.Client.Fields;
        var soft = fields.Find("Soft-Purge"u8) is >= 0 and var own ? own : fields.Find("Fastly-Soft-Purge"u8);
        var orders = Orders(exchange.Client.Method, key, TagFields.All(fields), soft >= 0 && fields.Value(soft).SequenceEqual("1"u8));

        // All entries may be looked at, and the disk is waited for: not on a thread of sockets.
        await Task.Yield();
        int purged;
        try
        {
            purged = await AllAsync(exchange.Services.Cache, orders).WaitAsync(Purger.MostWait, exchange.Services.Time);
        }
        catch (TimeoutException)
        {
            return await Refusal.GiveAsync(exchange, new RequestFault(503, "purge-waits"), ("Retry-After", "10"));
        }

        var body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"purged\":{purged}}}\n"));
        exchange.Status = 200;
        exchange.Client.Begin(200);
        exchange.Client.SetField("Content-Type", "application/json");
        exchange.Client.SetField("Cache-Control", "no-store");
        exchange.Client.DeclareLength(body.Length);
        if (await exchange.Client.WriteAsync(body, last: true))
        {
            exchange.BytesOut += body.Length;
        }

        return false;
    }

    private static async Task<int> AllAsync(SharedCache cache, IReadOnlyList<PurgeOrder> orders)
    {
        var purged = 0;
        foreach (var order in orders)
        {
            purged += await cache.PurgeAsync(order);
        }

        return purged;
    }

    private static bool Allows(IReadOnlyList<IPNetwork> networks, IPAddress? client)
    {
        if (client is null || networks.Count == 0)
        {
            return false;
        }

        var plain = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        return networks.Any(network => network.Contains(plain));
    }
}
