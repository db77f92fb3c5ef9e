using System.Globalization;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Nginx.Converting;

/// <summary>From a <c>proxy_pass</c> or <c>fastcgi_pass</c>, with all that is in force there, to an upstream.</summary>
internal sealed class NginxUpstreams(Plan plan)
{
    private readonly Clamped _clamped = new(plan);

    /// <summary>The upstream's name; null when no server could be taken along.</summary>
    public string? Of(NginxPass pass) => Of(pass, pass.Protocol == "fastcgi");

    /// <summary>The same for a site's files, which know the folder of the scripts.</summary>
    public string? ForFiles(NginxPass pass) => Of(pass, withRoot: false);

    private string? Of(NginxPass pass, bool withRoot)
    {
        var name = pass.Group?.Argument(0) ?? (pass.Protocol == "fastcgi" ? "php" : pass.Target.Socket is null ? pass.Target.Host : "app");
        var upstream = new PlannedUpstream(name, (pass.Group ?? pass.Directive).Place);
        Servers(pass, upstream);
        if (upstream.Servers.Count == 0)
        {
            plan.Miss(pass.Directive, "no server of it can be taken along");
            return null;
        }

        Times(pass, upstream);
        Pool(pass, upstream);
        Retries(pass, upstream);
        if (pass.Target.Scheme == "https")
        {
            Tls(pass, upstream);
        }

        if (withRoot)
        {
            FastCgi(pass, upstream);
        }

        return plan.Add(upstream);
    }

    private void Servers(NginxPass pass, PlannedUpstream upstream)
    {
        var scheme = pass.Protocol == "fastcgi" ? "fastcgi" : pass.Target.Scheme.Length > 0 ? pass.Target.Scheme : "http";
        foreach (var server in pass.Group?.Named("server") ?? [])
        {
            if (server.Has("down"))
            {
                continue;
            }

            if (server.Has("backup"))
            {
                plan.Miss(server, "servers of an upstream take turns: a spare one is left out");
                continue;
            }

            if (server.Value("weight") is { } weight && weight != "1")
            {
                plan.Miss(server, "servers take turns evenly: its weight is left out");
            }

            Take(server, Target.Parse(server.Argument(0)), scheme, upstream);
        }

        if (pass.Group is null)
        {
            Take(pass.Directive, pass.Target, scheme, upstream);
        }
    }

    private void Take(Directive from, Target target, string scheme, PlannedUpstream upstream)
    {
        if (target.Socket is { } socket)
        {
            if (scheme == "https")
            {
                plan.Miss(from, "TLS over a Unix socket is not spoken");
                return;
            }

            upstream.Servers.Add($"{scheme}+unix:{socket}");
        }
        else
        {
            upstream.Servers.Add($"{scheme}://{target.Authority}");
        }
    }

    private void Times(NginxPass pass, PlannedUpstream upstream)
    {
        if (pass.Setting("connect_timeout") is { } connect && Spans.Seconds(connect.Argument(0)) is { } first)
        {
            upstream.Timeouts["connect"] = _clamped.Connect(first, connect);
        }

        if (pass.Setting("send_timeout") is { } send && Spans.Seconds(send.Argument(0)) is { } second)
        {
            upstream.Timeouts["send"] = _clamped.Wait(second, send);
        }

        if (pass.Setting("read_timeout") is { } read && Spans.Seconds(read.Argument(0)) is { } third)
        {
            upstream.Timeouts["first_byte"] = _clamped.Wait(third, read);
            upstream.Timeouts["body_gap"] = _clamped.Wait(third, read);
            if (pass.Upgrades)
            {
                upstream.Timeouts["upgrade_idle"] = _clamped.Upgraded(third, read);
            }
        }
    }

    private void Pool(NginxPass pass, PlannedUpstream upstream)
    {
        if (pass.Group?.Last("keepalive") is { } keep && int.TryParse(keep.Argument(0), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && pass.IsHttp)
        {
            upstream.Pool["max_idle"] = Math.Min(number, 65535).ToString(CultureInfo.InvariantCulture);
        }

        var limits = pass.Group?.Named("server").Select(server => server.Value("max_conns")).OfType<string>().Distinct().ToList() ?? [];
        if (limits is [var limit, ..] && int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var most))
        {
            upstream.Pool["max_connections"] = Math.Min(most, 65535).ToString(CultureInfo.InvariantCulture);
            if (limits.Count > 1)
            {
                plan.Miss(pass.Group!, $"max_connections is one for all servers: {limit}");
            }
        }

        if (pass.Group?.Last("keepalive_timeout") is { } idle)
        {
            plan.Miss(idle, "pool.idle_timeout stays at 4s, below what servers keep: a longer one meets connections that are just being closed");
        }
    }

    private static void Retries(NginxPass pass, PlannedUpstream upstream)
    {
        if (pass.Setting("next_upstream")?.Has("off") == true)
        {
            upstream.Retries = "0";
        }
        else if (pass.Setting("next_upstream_tries") is { } tries && int.TryParse(tries.Argument(0), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            upstream.Retries = Math.Min(number - 1, 10).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static void Tls(NginxPass pass, PlannedUpstream upstream)
    {
        // nginx verifies nobody unless told to.
        upstream.Tls["verify"] = pass.Setting("ssl_verify")?.Argument(0) == "on" ? "true" : "false";
        if (pass.Setting("ssl_name")?.Argument(0) is { Length: > 0 } name && !name.Contains('$'))
        {
            upstream.Tls["server_name"] = name;
        }

        if (pass.Setting("ssl_trusted_certificate")?.Argument(0) is { Length: > 0 } authority)
        {
            upstream.Tls["ca"] = authority;
        }

        if (pass.Setting("ssl_certificate")?.Argument(0) is { Length: > 0 } certificate && pass.Setting("ssl_certificate_key")?.Argument(0) is { Length: > 0 } key && !certificate.Contains('$'))
        {
            upstream.ClientCertificate = (certificate, key);
        }
    }

    private void FastCgi(NginxPass pass, PlannedUpstream upstream)
    {
        var script = NginxConfig.AllInForce(pass.Scope, "fastcgi_param").LastOrDefault(one => one.Argument(0) == "SCRIPT_FILENAME");
        var root = NginxConfig.InForce(pass.Scope, "root")?.Argument(0).TrimEnd('/') ?? "";
        if (script?.Argument(1) is ['/', ..] written && !written.Contains('$') && written.LastIndexOf('/') is > 0 and var at)
        {
            upstream.FastCgi["root"] = written[..at];
            upstream.FastCgi["script"] = written[at..];
        }
        else if (root.StartsWith('/') && !root.Contains('$') && root.Length > 1)
        {
            upstream.FastCgi["root"] = root;
        }
        else
        {
            plan.Miss(pass.Directive, "the folder of the scripts is not told: /var/www/html is written");
            upstream.FastCgi["root"] = "/var/www/html";
        }
    }
}
