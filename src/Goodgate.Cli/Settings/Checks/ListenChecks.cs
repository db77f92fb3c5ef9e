using System.Net;
using Goodgate.Cli.Settings.Reading;
using Goodgate.Cli.Settings.Values;

namespace Goodgate.Cli.Settings.Checks;

/// <summary>Listeners: certificates where TLS is, no two on one address, no open admin port.</summary>
internal static class ListenChecks
{
    public static void Run(ReadGroup root, ProblemList problems)
    {
        foreach (var listener in root.Groups("listen"))
        {
            Certificates(listener, problems);
        }

        Conflicts(root, problems);
        AdminToken(root, problems);
    }

    private static void Certificates(ReadGroup listener, ProblemList problems)
    {
        if (listener.Text("url") is not { } url)
        {
            return;
        }

        var tls = url.StartsWith("https:", StringComparison.Ordinal);
        if (tls && !listener.Mentions("certificates"))
        {
            problems.Add(listener.PlaceOf("url"), $"{Shown.Plain(url)} has no certificate", "certificates: [{ cert: FILE, key: FILE }] beside url");
        }
        else if (!tls && listener.Mentions("certificates"))
        {
            problems.Add(listener.PlaceOf("certificates"), $"{Shown.Plain(url)} has certificates but no TLS", "an https:// url, or no certificates");
        }
    }

    /// <summary>bind(2): a wildcard address takes the port on every address of the machine.</summary>
    private static void Conflicts(ReadGroup root, ProblemList problems)
    {
        var taken = new List<(string Name, string Address, SettingsPlace Place)>();
        foreach (var (name, address, place) in Addresses(root))
        {
            var other = taken.FirstOrDefault(t => Collide(t.Address, address));
            if (other.Address is not null)
            {
                var first = other.Place.Line > 0 ? $" of line {other.Place.Line}" : "";
                problems.Add(place.IsNowhere ? other.Place : place, $"{name} takes the same address as {other.Name}{first}", "another address or port");
            }

            taken.Add((name, address, place));
        }
    }

    private static IEnumerable<(string Name, string Address, SettingsPlace Place)> Addresses(ReadGroup root)
    {
        foreach (var listener in root.Groups("listen"))
        {
            if (listener.Text("url") is { } url)
            {
                yield return (Shown.Plain(url), url, listener.PlaceOf("url"));
            }
        }

        if (root.Group("admin") is { } admin && admin.Text("listen") is { } listen and not "off")
        {
            yield return ($"the admin port {Shown.Plain(listen)}", "http://" + listen, admin.PlaceOf("listen"));
        }
    }

    private static bool Collide(string one, string other)
    {
        if (UrlParts.Read(one, out var a) is not null || UrlParts.Read(other, out var b) is not null)
        {
            return one == other;
        }

        return a.Port == b.Port && a.Port != 0 && (Host(a) == Host(b) || IsAny(a) || IsAny(b));
    }

    private static string Host(UrlParts url) => url.Host == "localhost" ? "127.0.0.1" : url.Address?.ToString() ?? url.Host;

    private static bool IsAny(UrlParts url) => url.Host == "*" || url.Address is { } ip && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));

    private static void AdminToken(ReadGroup root, ProblemList problems)
    {
        if (root.Group("admin") is not { } admin || admin.Text("listen") is not { } listen || admin.Mentions("token") || admin.Mentions("token_file"))
        {
            return;
        }

        if (listen != "off" && UrlParts.ReadAuthority(listen, out var host, out _) is null && !IsLoopback(host))
        {
            problems.Add(
                admin.PlaceOf("listen"),
                $"the admin port on {Shown.Plain(listen)} is open to others and has no token",
                "token_file or token, or a loopback address");
        }
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
