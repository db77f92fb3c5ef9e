using System.Globalization;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Haproxy.Converting;

/// <summary>From a backend to an upstream.</summary>
internal sealed class HaproxyUpstreams(Plan plan)
{
    private readonly Clamped _clamped = new(plan);
    private readonly Dictionary<string, string?> _names = new(StringComparer.Ordinal);

    /// <summary>The upstream's name; null when no server can be taken along.</summary>
    public string? Of(HaproxyProxy back)
    {
        if (_names.TryGetValue(back.Name, out var known))
        {
            return known;
        }

        if (back.Section.Inner.Find(line => line.Name == "http-request" && line.Argument(0) == "auth") is { } guard && back.Kind == "backend")
        {
            plan.Miss(guard, "Goodgate does not ask for passwords: nothing is sent to this backend until you decide");
            return _names[back.Name] = null;
        }

        var upstream = new PlannedUpstream(back.Name, back.Section.Place);
        foreach (var server in back.Servers.Where(server => !server.Has("disabled")))
        {
            Take(server, upstream);
        }

        if (upstream.Servers.Count == 0)
        {
            return _names[back.Name] = null;
        }

        Times(back, upstream);
        if (back.Setting("retries") is not null && back.Number("retries") is { } retries)
        {
            upstream.Retries = Math.Min(retries, 10).ToString(CultureInfo.InvariantCulture);
        }

        if (back.Setting("balance") is { } balance && balance.Argument(0) is not "roundrobin" and not "static-rr" && upstream.Servers.Count > 1)
        {
            plan.Miss(balance, "servers take turns");
        }

        if (back.Option("httpchk") is { } check)
        {
            plan.Miss(check, "servers are not probed: a failed connection is tried at the next server at once");
        }

        return _names[back.Name] = plan.Add(upstream);
    }

    private void Take(HaproxyServer server, PlannedUpstream upstream)
    {
        if (server.Has("backup"))
        {
            plan.Miss(server.Line, "servers of an upstream take turns: a spare one is left out");
            return;
        }

        if (server.Address.HasVariable || (server.Address.Socket is null && server.Address.Host.Length == 0))
        {
            plan.Miss(server.Line, "a server is host and port, or a socket's path, written out");
            return;
        }

        var scheme = server.Has("ssl") ? "https" : "http";
        if (server.Address.Socket is { } socket)
        {
            upstream.Servers.Add($"http+unix:{socket}");
        }
        else
        {
            upstream.Servers.Add($"{scheme}://{server.Address.Authority}");
        }

        if (server.Option("weight") is { } weight && weight != "1" && weight != "100")
        {
            plan.Miss(server.Line, "servers take turns evenly: its weight is left out");
        }

        if (server.Option("maxconn") is { } most && int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            upstream.Pool["max_connections"] = Math.Min(number, 65535).ToString(CultureInfo.InvariantCulture);
        }

        if (server.Has("ssl"))
        {
            Tls(server, upstream);
        }

        if (server.Has("send-proxy") || server.Has("send-proxy-v2"))
        {
            plan.Miss(server.Line, "the PROXY protocol is not spoken: the client's address is in X-Forwarded-For and Forwarded");
        }
    }

    private static void Tls(HaproxyServer server, PlannedUpstream upstream)
    {
        upstream.Tls["verify"] = server.Option("verify") == "none" ? "false" : "true";
        if (server.Option("ca-file") is { } authority && !authority.StartsWith('@'))
        {
            upstream.Tls["ca"] = authority;
        }

        if (server.Option("sni") is { } sni && sni.StartsWith("str(", StringComparison.Ordinal) && sni.EndsWith(')'))
        {
            upstream.Tls["server_name"] = sni[4..^1];
        }

        if (server.Option("crt") is { } certificate)
        {
            upstream.ClientCertificate = (certificate, certificate);
        }
    }

    private void Times(HaproxyProxy back, PlannedUpstream upstream)
    {
        if (back.Timeout("connect") is var (connect, first) && first > TimeSpan.Zero)
        {
            upstream.Timeouts["connect"] = _clamped.Connect(first, connect);
        }

        if (back.Timeout("server") is var (server, second) && second > TimeSpan.Zero)
        {
            upstream.Timeouts["first_byte"] = _clamped.Wait(second, server);
            upstream.Timeouts["body_gap"] = _clamped.Wait(second, server);
            upstream.Timeouts["send"] = _clamped.Wait(second, server);
        }

        if (back.Timeout("tunnel") is var (tunnel, third) && third > TimeSpan.Zero)
        {
            upstream.Timeouts["upgrade_idle"] = _clamped.Upgraded(third, tunnel);
        }
    }
}
