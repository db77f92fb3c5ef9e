using System.Globalization;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Apache.Converting;

/// <summary>From a <c>ProxyPass</c> to an upstream.</summary>
internal sealed class ApacheUpstreams(ApacheConfig config, Plan plan)
{
    private readonly Clamped _clamped = new(plan);

    /// <summary>The upstream's name; null when no server can be taken along.</summary>
    public string? Of(ApacheWorker worker)
    {
        var members = worker.IsBalancer ? Members(worker) : [worker];
        var upstream = new PlannedUpstream(worker.Target.Socket is null ? worker.Target.Host : "app", worker.Line.Place);
        foreach (var member in members)
        {
            Take(member, upstream);
        }

        if (upstream.Servers.Count == 0)
        {
            plan.Miss(worker.Line, "no server of it can be taken along");
            return null;
        }

        Times(members[0], worker, upstream);
        return plan.Add(upstream);
    }

    private List<ApacheWorker> Members(ApacheWorker balancer)
    {
        var key = ApacheConfig.Key(balancer.Url);
        config.Balancers.TryGetValue(key, out var section);
        return [.. config.Workers.Where(worker => worker.IsMember && ((section is not null && worker.Line.Parent == section) || ApacheConfig.Key(worker.Line.Argument(0)) == key))];
    }

    private void Take(ApacheWorker member, PlannedUpstream upstream)
    {
        var (scheme, target) = (member.Target.Scheme is "https" or "wss" ? "https" : "http", member.Target);
        if (member.Target.Scheme is not ("http" or "https" or "ws" or "wss") || target.HasVariable)
        {
            plan.Miss(member.Line, "a server is http:// or https:// with host and port written out");
            return;
        }

        if (member.Value("status")?.Contains('H') == true || member.Value("status")?.Contains('D') == true)
        {
            plan.Miss(member.Line, "servers of an upstream take turns: a spare or disabled one is left out");
            return;
        }

        upstream.Servers.Add(target.Socket is { } socket ? $"http+unix:{socket}" : $"{scheme}://{target.Authority}");
        if (member.Value("loadfactor") is { } factor && factor != "1")
        {
            plan.Miss(member.Line, "servers take turns evenly: its loadfactor is left out");
        }

        if (member.Value("max") is { } most && int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            upstream.Pool["max_connections"] = Math.Min(number, 65535).ToString(CultureInfo.InvariantCulture);
        }

        if (scheme == "https")
        {
            // Apache verifies nobody unless told to.
            var verify = ApacheConfig.InForce(member.Line, "sslproxyverify") ?? config.Named("sslproxyverify").LastOrDefault();
            upstream.Tls["verify"] = "require".Equals(verify?.Argument(0), StringComparison.OrdinalIgnoreCase) ? "true" : "false";
            if (config.Named("sslproxycacertificatefile").LastOrDefault()?.Argument(0) is { Length: > 0 } authority)
            {
                upstream.Tls["ca"] = authority;
            }
        }
    }

    // ProxyTimeout holds where the ProxyPass stands, not where the members do.
    private void Times(ApacheWorker member, ApacheWorker pass, PlannedUpstream upstream)
    {
        if (member.Value("connectiontimeout") is { } connect && Spans.Seconds(connect) is { } first)
        {
            upstream.Timeouts["connect"] = _clamped.Connect(first, member.Line);
        }

        var patience = member.Value("timeout") is { } own && Spans.Seconds(own) is { } time ? time : ApacheConfig.Patience(pass.Line);
        if (patience != TimeSpan.FromSeconds(60))
        {
            upstream.Timeouts["first_byte"] = _clamped.Wait(patience, member.Line);
            upstream.Timeouts["body_gap"] = _clamped.Wait(patience, member.Line);
        }
    }
}
