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
        if (exchange.Cached is { } use)
        {
            exchange.Client.AddBlock(new FieldBlock(Encoding.ASCII.GetBytes($"{Name}: {Value(use)}\r\n"), hasDate: false));
        }
    }

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
