using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Goodgate.Cli.Settings.Values;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Formats;

/// <summary>Where to listen and whom to trust or ask.</summary>
internal static class AddressFormats
{
    /// <summary>sun_path of unix(7) holds 108 bytes with the closing zero.</summary>
    private const int LongestSocketPath = 107;

    private static readonly string[] SocketPrefixes = ["http+unix:", "fastcgi+unix:"];

    public static readonly TextFormat Listen = new("http://HOST:PORT, https://HOST:PORT, h2c://HOST:PORT or unix:/PATH, HOST being an address, localhost or *", ReadListen)
    {
        Example = "http://127.0.0.1:8080",
        Pattern = @"^([Hh][Tt][Tt][Pp][Ss]?|[Hh]2[Cc])://[^/@\s]+/?$|^unix:/",
    };

    public static readonly TextFormat Server = new("http://HOST:PORT, https://HOST:PORT, http+unix:/PATH, fastcgi://HOST:PORT or fastcgi+unix:/PATH", ReadServer)
    {
        Example = "http://127.0.0.1:3000",
        Pattern = @"^([Hh][Tt][Tt][Pp][Ss]?|[Ff][Aa][Ss][Tt][Cc][Gg][Ii])://[^/@\s]+/?$|^(http|fastcgi)\+unix:/",
    };

    public static readonly TextFormat Admin = new("HOST:PORT, HOST being an address, localhost or *; or off", ReadAdmin) { Example = "127.0.0.1:9502" };

    public static readonly TextFormat Resolver = new("ADDRESS or ADDRESS:PORT", ReadResolver) { Example = "10.0.0.2:53" };

    public static readonly TextFormat Network = new("a network in CIDR notation, such as 10.0.0.0/8, or one address", ReadNetwork) { Example = "10.0.0.0/8" };

    private static TextReading ReadListen(string text)
    {
        if (text.StartsWith("unix:", StringComparison.Ordinal))
        {
            return Socket(text, "unix:");
        }

        if (UrlParts.Read(text, out var url) is { } failure)
        {
            return TextReading.Bad(failure, GuessScheme(text, ReadListen));
        }

        if (url.Scheme is not ("http" or "https" or "h2c"))
        {
            return TextReading.Bad($"has the scheme {Shown.Quoted(url.Scheme)}", GuessUrl(url, ["http", "https", "h2c"]));
        }

        return !IsListenHost(url.Host) ? TextReading.Bad("names a host; a listener needs an address of this machine")
            : url is { Host: "localhost", Port: 0 } ? TextReading.Bad("asks for any port of two addresses at once", $"{url.Scheme}://127.0.0.1:0")
            : Origin(url, defaultPort: url.Scheme == "https" ? 443 : 80);
    }

    private static TextReading ReadServer(string text)
    {
        foreach (var prefix in SocketPrefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                return Socket(text, prefix);
            }
        }

        var path = text.IndexOf("unix:/", StringComparison.Ordinal);
        if (path >= 0)
        {
            var prefix = text.StartsWith("fastcgi", StringComparison.OrdinalIgnoreCase) ? SocketPrefixes[1] : SocketPrefixes[0];
            return TextReading.Bad("is not how a socket is written here", $"{prefix}/{text[(path + 6)..].TrimStart('/')}");
        }

        if (UrlParts.Read(text, out var url) is { } failure)
        {
            return TextReading.Bad(failure, GuessScheme(text, ReadServer));
        }

        if (url.Scheme is not ("http" or "https" or "fastcgi"))
        {
            return TextReading.Bad($"has the scheme {Shown.Quoted(url.Scheme)}", GuessUrl(url, ["http", "https", "fastcgi"]));
        }

        return url.Host == "*" || url.Address is { } any && IsAny(any)
            ? TextReading.Bad("is the address of every interface, good for listening only", $"{url.Scheme}://127.0.0.1{(url.Port is { } p ? $":{p}" : "")}")
            : url.Port == 0 ? TextReading.Bad("has port 0") : Origin(url, url.Scheme switch { "https" => 443, "fastcgi" => 9000, _ => 80 });
    }

    private static TextReading ReadAdmin(string text)
    {
        if (text == "off")
        {
            return TextReading.Good(text);
        }

        if (text.Length > 0 && text.TrimStart(':').All(char.IsAsciiDigit))
        {
            return TextReading.Bad("is a port alone", ReadAdmin("127.0.0.1:" + text.TrimStart(':')).Value is { } whole ? whole : null);
        }

        if (UrlParts.Read(text, out var url) is null)
        {
            return TextReading.Bad("is a URL", $"{url.Host}:{url.Port ?? 9502}");
        }

        if (UrlParts.ReadAuthority(text, out var host, out var port) is { } failure)
        {
            return TextReading.Bad(failure);
        }

        return port is null ? TextReading.Bad("has no port", $"{host}:9502")
            : IsListenHost(host) ? TextReading.Good($"{host}:{port}")
            : TextReading.Bad("names a host; a listener needs an address of this machine");
    }

    private static TextReading ReadResolver(string text)
    {
        if (IPAddress.TryParse(text, out var bare) && (bare.AddressFamily == AddressFamily.InterNetworkV6 || UrlParts.IsHost(text)))
        {
            return TextReading.Good(text);
        }

        return UrlParts.ReadAuthority(text, out var host, out var port) is { } failure ? TextReading.Bad(failure)
            : !IPAddress.TryParse(host.Trim('[', ']'), out _) ? TextReading.Bad("is a name; a resolver cannot be found by name")
            : port == 0 ? TextReading.Bad("has port 0")
            : TextReading.Good(port is null ? host : $"{host}:{port}");
    }

    private static TextReading ReadNetwork(string text)
    {
        var slash = text.IndexOf('/');
        var written = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(written, out var address) || (address.AddressFamily == AddressFamily.InterNetwork && !UrlParts.IsHost(written)))
        {
            return TextReading.Bad("is not a network");
        }

        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (slash < 0)
        {
            return TextReading.Good($"{address}/{bits}");
        }

        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix > bits)
        {
            return TextReading.Bad($"has no prefix length from 0 to {bits}");
        }

        // IPNetwork.Parse of .NET 10 clears such bits in silence; who writes them means another network.
        var network = new IPNetwork(Masked(address, prefix), prefix);
        return network.BaseAddress.Equals(address)
            ? TextReading.Good(network.ToString())
            : TextReading.Bad("has bits set outside the prefix", network.ToString());
    }

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }

    private static TextReading Socket(string text, string prefix)
    {
        var path = text[prefix.Length..];
        return !path.StartsWith('/') ? TextReading.Bad("has no absolute path", prefix + "/" + path.TrimStart('/'))
            : path.Length > LongestSocketPath ? TextReading.Bad($"has a path longer than {LongestSocketPath} bytes (unix(7))")
            : TextReading.Good(prefix + (path.StartsWith("//", StringComparison.Ordinal) ? "/" + path.TrimStart('/') : path));
    }

    private static TextReading Origin(UrlParts url, int defaultPort)
    {
        var origin = $"{url.Scheme}://{url.Host}:{url.Port ?? defaultPort}";
        return url.Rest is "" or "/" ? TextReading.Good(origin) : TextReading.Bad($"has a path ({Shown.Plain(url.Rest)}), which is the route's matter", origin);
    }

    private static string? GuessScheme(string text, Func<string, TextReading> read)
    {
        var withScheme = "http://" + (text.StartsWith(':') || text.All(char.IsAsciiDigit) ? "127.0.0.1:" + text.TrimStart(':') : text);
        return !text.Contains("://", StringComparison.Ordinal) && text.Length > 0 ? read(withScheme).Value : null;
    }

    private static string? GuessUrl(UrlParts url, string[] schemes) =>
        NearestWord.Of(url.Scheme, schemes) is { } scheme ? $"{scheme}://{url.Host}{(url.Port is { } port ? $":{port}" : "")}" : null;

    private static bool IsListenHost(string host) =>
        host is "*" or "localhost" || IPAddress.TryParse(host.Trim('[', ']'), out _);

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
