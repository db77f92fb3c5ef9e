using System.Net;
using Goodgate.Cli.Settings.Values;
using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Servers and how they are reached.</summary>
internal static class UpstreamRules
{
    public static readonly IReadOnlyList<LintRule> All =
    [
        new(
            "pool-idle-too-long",
            "Node closes idle connections after 5 s (keepAliveTimeout), so a request may meet a connection that is just being closed: a 502 now and then",
            "idle_timeout below the server's own keep-alive timeout; the default is 4s",
            IdleTimeout),
        new(
            "verify-off",
            "anybody on the way can pose as the server and read everything",
            "verify: true, with ca: FILE for a certificate of your own",
            VerifyOff),
        new(
            "localhost-server",
            "the name may give ::1 first while the server listens on 127.0.0.1 only: refused connections",
            "127.0.0.1 or [::1]",
            s => Servers(s, (_, url) => url.Host == "localhost")),
        new(
            "plain-http-public-address",
            "requests, cookies and passwords cross the internet in clear text",
            "https://, or a private network between the two",
            s => Servers(s, (_, url) => url is { Scheme: "http", Address: { } ip } && !Addresses.IsPrivate(ip))),
        new(
            "retries-single-server",
            "a failed attempt is repeated at the same server; one retry covers a stale connection, more only add load to a server in trouble",
            "retries: 1, or a second server",
            SingleServer),
        new(
            "workers-counted-twice",
            "each of the two lets requests in by itself: together more than there are workers (one without a pool of its own: as many as come), and the rest waits in FPM's backlog",
            "one upstream for all sites that use this pool",
            WorkersTwice),
        new("server-twice", "it gets twice the share of requests, and a retry may go to the same server", "each server once", Twice),
        new(
            "fpm-log-unreadable",
            "why a worker died will not be told",
            "the error_log of php-fpm.conf; FPM makes it for root alone: setfacl -m u:USER:r FILE, and create 0640 root GROUP in its logrotate file",
            FpmLog),
        new("upstream-unused", "no route names it", "a route with this upstream, or no such upstream", Unused),
    ];

    private static IEnumerable<LintFinding> IdleTimeout(LintSubject subject) =>
        subject.Settings.Upstreams
            .Where(u => u.Pool.IdleTimeout >= TimeSpan.FromSeconds(5))
            .Select(u => subject.At($"idle_timeout is {Durations.Text(u.Pool.IdleTimeout)}", $"upstreams.{u.Name}.pool.idle_timeout"));

    private static IEnumerable<LintFinding> VerifyOff(LintSubject subject)
    {
        foreach (var upstream in subject.Settings.Upstreams.Where(u => !u.Tls.Verify))
        {
            var remote = upstream.Servers.FirstOrDefault(s => UrlParts.Read(s, out var url) is null && url.Scheme == "https" && !IsLoopback(url));
            if (remote is not null)
            {
                yield return subject.At($"verify is false for {Shown.Plain(remote)}", $"upstreams.{upstream.Name}.tls.verify");
            }
        }
    }

    private static IEnumerable<LintFinding> Servers(LintSubject subject, Func<UpstreamSettings, UrlParts, bool> bad) =>
        from upstream in subject.Settings.Upstreams
        from server in upstream.Servers.Index()
        where UrlParts.Read(server.Item, out var url) is null && bad(upstream, url)
        select subject.At(Shown.Plain(server.Item), $"upstreams.{upstream.Name}.servers[{server.Index}]");

    private static IEnumerable<LintFinding> SingleServer(LintSubject subject) =>
        subject.Settings.Upstreams
            .Where(u => u.Servers.Count == 1 && u.Retries > 1 && subject.IsWritten($"upstreams.{u.Name}.retries"))
            .Select(u => subject.At($"retries is {u.Retries} with one server", $"upstreams.{u.Name}.retries"));

    private static IEnumerable<LintFinding> Twice(LintSubject subject) =>
        from upstream in subject.Settings.Upstreams
        from server in upstream.Servers.Index()
        where upstream.Servers.Take(server.Index).Contains(server.Item)
        select subject.At($"{Shown.Plain(server.Item)} is listed again", $"upstreams.{upstream.Name}.servers[{server.Index}]");

    private static IEnumerable<LintFinding> WorkersTwice(LintSubject subject) =>
        from upstream in subject.Settings.Upstreams.Index()
        from server in upstream.Item.Servers.Distinct().Index()
        where server.Item.StartsWith("fastcgi", StringComparison.Ordinal)
        let other = subject.Settings.Upstreams.Take(upstream.Index).FirstOrDefault(before => before.Servers.Contains(server.Item))
        where other is not null
        select subject.At(
            $"{Shown.Plain(server.Item)} is a server of upstream {Shown.Quoted(other.Name)} too",
            $"upstreams.{upstream.Item.Name}.servers[{upstream.Item.Servers.ToList().IndexOf(server.Item)}]");

    private static IEnumerable<LintFinding> FpmLog(LintSubject subject) =>
        from upstream in subject.Settings.Upstreams
        where upstream.FastCgi?.Pool.Log is not null
        let log = upstream.FastCgi!.Pool.Log!
        let problem = PlainFile.Problem(log)
        where problem is not null
        select subject.At($"{Shown.Whole(log)} cannot be read ({problem})", $"upstreams.{upstream.Name}.fastcgi.pool.log");

    private static IEnumerable<LintFinding> Unused(LintSubject subject)
    {
        var used = subject.Settings.Sites.SelectMany(s => s.Routes.Select(r => r.Upstream).Append(s.Files?.Php)).ToHashSet(StringComparer.Ordinal);
        return subject.Settings.Upstreams.Where(u => !used.Contains(u.Name)).Select(u => subject.At($"upstream {Shown.Quoted(u.Name)}", $"upstreams.{u.Name}"));
    }

    private static bool IsLoopback(UrlParts url) => url.Host == "localhost" || (url.Address is { } ip && IPAddress.IsLoopback(ip));
}
