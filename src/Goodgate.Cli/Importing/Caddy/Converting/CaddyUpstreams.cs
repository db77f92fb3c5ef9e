using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Caddy.Converting;

/// <summary>From a <c>reverse_proxy</c> to an upstream.</summary>
internal sealed class CaddyUpstreams(Plan plan)
{
    private readonly Clamped _clamped = new(plan);

    /// <summary>The upstream's name; null when no server can be taken along.</summary>
    public string? Of(CaddyProxy proxy)
    {
        var upstream = new PlannedUpstream(proxy.Servers is [{ Host: { Length: > 0 } name }, ..] ? name : "app", proxy.Directive.Place);
        foreach (var server in proxy.Servers)
        {
            if (server.HasVariable || (server.Socket is null && (server.Host.Length == 0 || server.Scheme is not ("" or "http" or "https"))))
            {
                plan.Miss(proxy.Directive, "a server is http:// or https:// with host and port written out");
            }
            else
            {
                upstream.Servers.Add(server.Socket is { } socket ? $"http+unix:{socket}" : $"{(proxy.UsesTls ? "https" : "http")}://{server.Authority}");
            }
        }

        if (upstream.Servers.Count == 0)
        {
            return null;
        }

        Times(proxy, upstream);
        Tls(proxy, upstream);
        foreach (var one in proxy.Directive.Inner.Where(one => one.Name is "lb_policy" or "health_uri" or "header_up" or "header_down" or "handle_response" or "rewrite" or "method" or "dynamic" or "replace_status"))
        {
            plan.Miss(one, one.Name switch
            {
                "lb_policy" => "servers take turns",
                "health_uri" => "servers are not probed: a failed connection is tried at the next server at once",
                "header_up" when one.Argument(0).Equals("Host", StringComparison.OrdinalIgnoreCase) => "the client's Host is sent unchanged",
                "header_up" or "header_down" => "fields are passed on as they are; X-Forwarded-For, -Proto and -Host are added",
                _ => "no equivalent",
            });
        }

        return plan.Add(upstream);
    }

    private void Times(CaddyProxy proxy, PlannedUpstream upstream)
    {
        if (proxy.Time("dial_timeout") is var (dial, first) && first > TimeSpan.Zero)
        {
            upstream.Timeouts["connect"] = _clamped.Connect(first, dial);
        }

        if (proxy.Time("response_header_timeout") is var (head, second) && second > TimeSpan.Zero)
        {
            upstream.Timeouts["first_byte"] = _clamped.Wait(second, head);
        }

        if (proxy.Time("read_timeout") is var (read, third) && third > TimeSpan.Zero)
        {
            upstream.Timeouts["body_gap"] = _clamped.Wait(third, read);
        }

        if (proxy.Time("write_timeout") is var (write, fourth) && fourth > TimeSpan.Zero)
        {
            upstream.Timeouts["send"] = _clamped.Wait(fourth, write);
        }
    }

    private static void Tls(CaddyProxy proxy, PlannedUpstream upstream)
    {
        if (!proxy.UsesTls)
        {
            return;
        }

        if (proxy.Transport?.Last("tls_insecure_skip_verify") is not null)
        {
            upstream.Tls["verify"] = "false";
        }

        if (proxy.Transport?.Last("tls_server_name")?.Argument(0) is { Length: > 0 } name && !name.Contains('{'))
        {
            upstream.Tls["server_name"] = name;
        }

        if (proxy.Transport?.Last("tls_trusted_ca_certs")?.Argument(0) is { Length: > 0 } authority)
        {
            upstream.Tls["ca"] = authority;
        }
    }
}
