using System.Globalization;
using System.Net;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Admin;

/// <summary>Where the admin port listens.</summary>
/// <param name="Host">As configured: an address, <c>localhost</c> or <c>*</c>.</param>
/// <param name="Addresses">The addresses to listen on.</param>
/// <param name="Port">0 = any free one.</param>
public sealed record AdminAddress(string Host, IReadOnlyList<IPAddress> Addresses, int Port)
{
    /// <summary>True when only this machine can connect.</summary>
    public bool IsLoopback => Addresses.All(IPAddress.IsLoopback);

    /// <summary>Reads the settings; null = off.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="names">What the operator calls them; null: as in the settings file.</param>
    /// <exception cref="ArgumentException">The address cannot be read, or is open to others without a token; the message says what to do.</exception>
    public static AdminAddress? Parse(AdminSettings settings, AdminNames? names = null)
    {
        names ??= AdminNames.OfSettings;
        var text = settings.Listen.Trim();
        if (text.Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
        {
            throw Unusable(settings, names, "expected HOST:PORT, HOST being an address, localhost or *; or off");
        }

        var host = text[..colon];
        var found = Resolve(host) ?? throw Unusable(settings, names, $"\"{host}\" is no address, and names other than localhost are not looked up; IPv6 addresses go in brackets: [::1]:9502");
        var address = new AdminAddress(host, found, port);
        if (!address.IsLoopback && string.IsNullOrWhiteSpace(settings.Token))
        {
            throw Unusable(
                settings,
                names,
                $"other machines can reach it, and there is no token. Set {names.Token} (a long random text, for example from: openssl rand -hex 32), or listen on 127.0.0.1:{port}, or off");
        }

        return address;
    }

    private static IReadOnlyList<IPAddress>? Resolve(string host) => host switch
    {
        "*" => [IPAddress.IPv6Any],
        "localhost" => [IPAddress.Loopback],
        ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var six) ? [six] : null,
        _ => !host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out var four) ? [four] : null,
    };

    private static ArgumentException Unusable(AdminSettings settings, AdminNames names, string why) => new($"{names.Listen} {settings.Listen}: {why}", nameof(settings));
}
