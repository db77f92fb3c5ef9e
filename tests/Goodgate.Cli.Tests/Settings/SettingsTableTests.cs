using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Shapes;
using Goodgate.Cli.Settings.Table;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>The table against the records it fills: same defaults, no key that is read and forgotten, ranges that hold.</summary>
public sealed class SettingsTableTests
{
    /// <summary>Every section present, nothing said in it.</summary>
    private const string Bare =
        """
        upstreams: { app: { servers: ["http://127.0.0.1:3000"] } }
        sites: { app: { hosts: ["*"], routes: [{ upstream: app }, { path: /r, redirect: { to: /x } }, { path: /a, respond: {} }] }, files: { hosts: [a.test], files: /x } }
        access_log: { path: "-" }
        """;

    /// <summary>Every key, with a value that is not its default.</summary>
    private const string Everything =
        """
        listen:
          - url: https://127.0.0.1:8443
            certificates: [{ cert: a, key: b, password: p }, { pfx: c }]
        upstreams:
          web:
            servers: [https://10.0.0.9:3000]
            timeouts: { dns: 3s, connect: 3s, tls: 3s, send: 3s, first_byte: 3s, body_gap: 3s, total: 3s, upgrade_idle: 3s }
            pool: { idle_timeout: 3s, max_idle: 3, max_connections: 3 }
            tls: { verify: false, server_name: x, ca: ca, client_certificate: { cert: a, key: b, password: p } }
            fastcgi: { root: /srv, script: /x.php, abort_on_fatal: true, collect: 3KiB, pool: { workers: 3, conf: c, find: false, status_path: /s, status_listen: "unix:/s", log: l, queue: 3, queue_timeout: 3s, spool: 3KiB } }
            retries: 3
            max_head: 3KiB
            max_fields: 3
            lenient: [bare-lf]
          near:
            servers: [http://10.0.0.8:3000]
            tls: { client_certificate: { pfx: c } }
        sites:
          main:
            hosts: [example.com]
            error_pages: pages
            status_page: https://status.example.com
            compress: true
            cache: { mode: wordpress, ttl: 3s, stale_if_error: 3s, bypass_cookies: [a] }
            routes:
              - { path: /a, methods: [GET], upstream: web, rate: { requests: 3/s, burst: 3 }, cache: { mode: wordpress, ttl: 3s, stale_if_error: 3s, bypass_cookies: [a] }, compress: true }
              - { path: /b, redirect: { to: /c, status: 301 } }
              - { path: /d, respond: { status: 503, body: b, content_type: text/html, retry_after: 3s } }
            files: { root: /r, php: near, php_root: /app, preset: wordpress, limit_logins: true, index: [home.html], front_controller: /app.php, follow_symlinks: true, compress: false, assets_cache_control: no-cache }
        trusted_proxies: [10.0.0.0/8]
        admin: { listen: "127.0.0.1:9503", token: abcdefgh }
        access_log: { path: log, format: combined }
        data: d
        cache: { memory: 3MiB, max_entry: 3KiB, folder: c, disk: 3MiB, purge_from: [127.0.0.1] }
        dns: { resolvers: [10.0.0.2], resolv_conf: r, hosts_file: h }
        client: { max_head: 3KiB, head_timeout: 3s, keep_alive: 3s, max_body: 3KiB, max_connections: 3, max_connections_per_address: 3, max_handshakes: 3 }
        drain_timeout: 3s
        otlp_endpoint: http://127.0.0.1:4317
        """;

    [Fact]
    public void The_defaults_of_the_table_are_those_of_the_records()
    {
        var read = SettingsFile.Parse(Bare, "f", Samples.Environment);
        var records = new GatewaySettings
        {
            Upstreams = [new UpstreamSettings { Name = "app", Servers = ["http://127.0.0.1:3000"] }],
            Sites = [new SiteSettings { Name = "app", Hosts = ["*"], Routes = [new() { Upstream = "app" }, new() { Path = "/r", Redirect = new() { To = "/x" } }, new() { Path = "/a", Respond = new() }] }, new SiteSettings { Name = "files", Hosts = ["a.test"], Routes = [], Files = new FilesSettings { Root = "/x" } }],
            AccessLog = new AccessLogSettings { Path = "-" },
        };

        read.Problems.ShouldBeEmpty();
        AsJson.Of(read.Settings!).ShouldBe(AsJson.Of(records));
    }

    [Fact]
    public void Every_property_of_the_records_can_be_set_and_every_key_has_a_property()
    {
        var set = SettingsFile.Parse(Everything, "f", Samples.Environment);
        set.Problems.ShouldBeEmpty();
        var values = AsJson.Leaves(set.Settings!);
        var defaults = AsJson.Leaves(SettingsFile.Parse(Bare, "f", Samples.Environment).Settings!);

        values.Keys.Where(path => values[path].All(v => v == "null" || defaults.GetValueOrDefault(path, []).Contains(v))).ShouldBeEmpty();

        // The *_file keys fill the property of the plain key (SecretFileTests); the names of upstreams and sites are no keys.
        var keys = Keys().Count(k => k.Key.Shape is ScalarShape or ListShape { Item: ScalarShape } && !k.Key.ShortForm && k.Key.Name is not ("token_file" or "password_file"));
        (values.Count - 2).ShouldBe(keys);
    }

    [Fact]
    public void Every_number_with_a_default_says_where_it_comes_from() =>
        Keys().Where(k => k.Key.Default is { Length: > 0 } && string.IsNullOrWhiteSpace(k.Key.Origin)).Select(k => k.Path).ShouldBeEmpty();

    [Fact]
    public void Every_default_and_example_passes_its_own_check()
    {
        foreach (var (path, key) in Keys())
        {
            if (key.Shape is ScalarShape scalar)
            {
                scalar.Read(key.Default ?? scalar.Example).Value.ShouldNotBeNull(path);
                scalar.Read(scalar.Example).Value.ShouldNotBeNull(path);
            }
        }
    }

    [Fact]
    public void Both_ends_of_every_range_are_taken_and_what_lies_beyond_is_not()
    {
        foreach (var (path, key) in Keys())
        {
            var (least, most, under, over) = key.Shape switch
            {
                DurationShape d => (d.Least, d.Most, "1ms", d.Most + "1ms"),
                SizeShape s => (s.Least, s.Most, s.ZeroMeans is null ? "0" : "-1", s.Most.Replace("1", "2", StringComparison.Ordinal)),
                NumberShape { Only.Count: 0 } n => ($"{n.Least}", $"{n.Most}", $"{n.Least - 1}", $"{n.Most + 1}"),
                _ => default,
            };
            if (least is null)
            {
                continue;
            }

            var shape = (ScalarShape)key.Shape;
            shape.Read(least).Value.ShouldNotBeNull(path);
            shape.Read(most).Value.ShouldNotBeNull(path);
            shape.Read(under).Value.ShouldBeNull(path);
            shape.Read(over).Value.ShouldBeNull(path);
        }
    }

    internal static IEnumerable<(string Path, SettingsKey Key)> Keys() => Under(SettingsTable.Root, "");

    private static IEnumerable<(string Path, SettingsKey Key)> Under(GroupShape group, string prefix) =>
        group.Keys.SelectMany(key => ((string, SettingsKey)[])[(prefix + key.Name, key), .. Inside(key.Shape, prefix + key.Name)]);

    private static IEnumerable<(string Path, SettingsKey Key)> Inside(Shape shape, string path) => shape switch
    {
        GroupShape group => Under(group, path + "."),
        NamedShape named => Under(named.Each, path + ".NAME."),
        ListShape { Item: GroupShape item } => Under(item, path + "[]."),
        _ => [],
    };
}
