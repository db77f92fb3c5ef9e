using System.Text;
using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Cache;

/// <summary>Writes Cache-Status (RFC 9211): what the cache did with a request, on every answer of a cached route.</summary>
internal static class CacheStatusField
{
    /// <summary>The name.</summary>
    public const string Name = "Cache-Status";

    /// <summary>Adds it to the answer under way, behind that of a cache before us.</summary>
    public static void Add(Exchange exchange)
    {
        var value = exchange.Cached is { } use ? Value(use) : exchange.Route?.Cache is null ? null : OfRefusal(exchange);
        if (value is not null)
        {
            exchange.Client.AddBlock(new FieldBlock(Encoding.ASCII.GetBytes($"{Name}: {value}\r\n"), hasDate: false));
        }
    }

    // Refused before the cache was asked (its client comes too often), or by what the cache has (a part that it has not got).
    private static string? OfRefusal(Exchange exchange) => exchange.CacheResult is not null ? $"{GatewayServices.Name}; hit"
        : exchange.Refusal is { } why ? $"{GatewayServices.Name}; detail={why}"
        : null;

    /// <summary>Its value for an exchange that was not answered at once.</summary>
    public static string Value(CacheUse use)
    {
        var text = new StringBuilder(64).Append(GatewayServices.Name).Append("; fwd=").Append(use.Forward);
        if (use.ServerStatus > 0)
        {
            text.Append("; fwd-status=").Append(use.ServerStatus);
        }

        if (use.Stores)
        {
            text.Append("; stored");
        }

        if (use.HasWaited)
        {
            text.Append("; collapsed");
        }

        return use.Detail is { } detail ? text.Append("; detail=").Append(detail).ToString() : text.ToString();
    }
}
