using Goodgate.Cli.Importing.Writing;
using Goodgate.Cli.Settings;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Tests.Importing;

/// <summary>What the written settings do: read back by the settings' own reader.</summary>
public sealed class ConversionTests
{
    [Fact]
    public void Nginx_groups_times_and_limits_go_along()
    {
        var (settings, _) = Convert("nginx", """
            upstream shop { server 10.0.0.7:3000 max_conns=50; server 10.0.0.8:3000 max_conns=50; keepalive 16; }
            limit_req_zone $binary_remote_addr zone=login:10m rate=10r/m;
            server {
                listen 8080; server_name shop.example.com .shop.example.net;
                client_max_body_size 20m; keepalive_timeout 30s;
                proxy_set_header Host $host; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_http_version 1.1;
                proxy_connect_timeout 3s; proxy_read_timeout 90s; proxy_send_timeout 45s; proxy_next_upstream_tries 2;
                location / { proxy_pass http://shop; }
                location = /login { limit_req zone=login burst=5 nodelay; proxy_pass http://shop; }
            }
            """);
        var upstream = settings.Upstreams.ShouldHaveSingleItem();
        upstream.Name.ShouldBe("shop");
        upstream.Servers.ShouldBe(["http://10.0.0.7:3000", "http://10.0.0.8:3000"]);
        upstream.Timeouts.Connect.ShouldBe(TimeSpan.FromSeconds(3));
        upstream.Timeouts.FirstByte.ShouldBe(TimeSpan.FromSeconds(90));
        upstream.Timeouts.Send.ShouldBe(TimeSpan.FromSeconds(45));
        upstream.Timeouts.UpgradeIdle.ShouldBe(TimeSpan.FromSeconds(90));
        upstream.Pool.MaxConnections.ShouldBe(50);
        upstream.Retries.ShouldBe(1);
        var site = settings.Sites.ShouldHaveSingleItem();
        site.Hosts.ShouldBe(["shop.example.com", "shop.example.net", "*.shop.example.net"]);
        site.Routes.Select(route => (route.Path, route.Upstream, route.Rate is null)).ShouldBe([("/*", "shop", true), ("/login", "shop", false)], ignoreOrder: true);
        settings.Client.MaxBodyBytes.ShouldBe(20 * 1024 * 1024);
        settings.Client.KeepAlive.ShouldBe(TimeSpan.FromSeconds(30));
        settings.Listen.Select(one => one.Url).ShouldBe(["http://*:8080"]);
    }

    [Fact]
    public void A_php_site_of_nginx_becomes_files()
    {
        var (settings, _) = Convert("nginx", """
            server {
                listen 80; server_name blog.example.com; root /srv/blog; index index.php;
                location / { try_files $uri $uri/ /index.php?$args; }
                location ~ \.php$ { fastcgi_param SCRIPT_FILENAME /app$fastcgi_script_name; fastcgi_pass 127.0.0.1:9000; fastcgi_read_timeout 120s; }
                location ~ /\. { deny all; }
            }
            """);
        var files = settings.Sites[0].Files!;
        files.Root.ShouldBe("/srv/blog");
        files.PhpRoot.ShouldBe("/app");
        files.FrontController.ShouldBe("/index.php");
        settings.Upstreams.Single(one => one.Name == files.Php).Timeouts.FirstByte.ShouldBe(TimeSpan.FromSeconds(120));
    }

    [Theory]
    [InlineData("listen 8080;", "$scheme://$http_host/new$is_args$args", "http://{host}/new{query}", true)]
    [InlineData("listen 443 ssl;", "${scheme}://${host}:8443$request_uri", "https://{host}:8443{path}{query}", false)]
    [InlineData("listen 80;", "https://$server_name$uri", "https://a.example.com{path}", false)]
    [InlineData("listen 80;", "https://$hostname/", null, false)]
    public void A_redirect_says_what_it_loses(string listen, string to, string? expected, bool losesPort)
    {
        var (settings, gaps) = Convert("nginx", $"server {{ {listen.Replace(" ssl;", " ssl; ssl_certificate /c.pem; ssl_certificate_key /k.pem;", StringComparison.Ordinal)} server_name a.example.com; location /old {{ return 301 {to}; }} location / {{ proxy_pass http://10.0.0.7; }} }}");
        settings.Sites.ShouldHaveSingleItem().Routes.SingleOrDefault(route => route.Redirect is not null)?.Redirect!.To.ShouldBe(expected);
        gaps.Any(gap => gap.Instead.Contains("$http_host has the port", StringComparison.Ordinal)).ShouldBe(losesPort);
        gaps.Any(gap => gap.Instead.Contains("a redirect goes to", StringComparison.Ordinal)).ShouldBe(expected is null);
    }

    [Fact]
    public void A_redirect_to_https_gives_way_to_the_site_itself()
    {
        var (settings, gaps) = Convert("nginx", """
            server { listen 80; server_name a.example.com; return 301 https://$host$request_uri; }
            server { listen 443 ssl; server_name a.example.com; ssl_certificate /c.pem; ssl_certificate_key /k.pem; location / { proxy_set_header Host $host; proxy_pass http://10.0.0.7; } }
            """);
        settings.Sites.ShouldHaveSingleItem().Routes.ShouldHaveSingleItem().Upstream.ShouldNotBeNull();
        settings.Listen.ShouldHaveSingleItem().Url.ShouldStartWith("https://");
        gaps.ShouldContain(gap => gap.Place.Line == 1 && gap.What.Contains("redirect to https", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nginx", "server { location / { proxy_pass http://10.0.0.7; } location /admin/ { auth_basic x; proxy_pass http://10.0.0.7; location /admin/inner/ { proxy_pass http://10.0.0.7; } } }")]
    [InlineData("nginx", "server { auth_basic x; location / { proxy_pass http://10.0.0.7; } location /admin/ { proxy_pass http://10.0.0.7; } }")]
    [InlineData("nginx", "server { location /admin/ { allow 10.0.0.0/8; deny all; proxy_pass http://10.0.0.7; } }")]
    [InlineData("nginx", "server { location /admin/ { deny all; proxy_pass http://10.0.0.7; } }")]
    [InlineData("apache", "<VirtualHost *:80>\nProxyPass /admin/inner/ http://10.0.0.7/admin/inner/\nProxyPass / http://10.0.0.7/\n<Location /admin>\nAuthType Basic\nRequire valid-user\n</Location>\n</VirtualHost>")]
    [InlineData("apache", "<VirtualHost *:80>\nProxyPass /admin/ http://10.0.0.7/admin/\n<Proxy *>\nRequire ip 10.0.0.0/8\n</Proxy>\n</VirtualHost>")]
    [InlineData("haproxy", "frontend f\nmode http\nbind :80\nhttp-request deny if { path_beg /admin }\nuse_backend b if { path_beg /admin/inner }\ndefault_backend b\nbackend b\nmode http\nserver a 10.0.0.7:80")]
    [InlineData("haproxy", "frontend f\nmode http\nbind :80\nhttp-request auth unless { http_auth(u) }\nuse_backend b if { path_beg /admin/inner }\ndefault_backend b\nbackend b\nmode http\nserver a 10.0.0.7:80")]
    [InlineData("caddy", "example.com {\nbasic_auth {\nx y\n}\nreverse_proxy /admin/* 10.0.0.7\n}")]
    [InlineData("caddy", "example.com {\nhandle /admin/* {\nbasic_auth {\nx y\n}\nreverse_proxy 10.0.0.7\n}\nreverse_proxy 10.0.0.7\n}")]
    public void What_was_guarded_is_never_open(string system, string text)
    {
        var (settings, _) = Convert(system, text);
        var site = settings.Sites.ShouldHaveSingleItem();
        foreach (var path in (string[])["/admin/", "/admin/x", "/admin/inner/x"])
        {
            var taken = site.Routes.Where(route => Takes(route.Path, path)).MaxBy(route => route.Path.Length)!;
            taken.Respond!.Status.ShouldBe(403, path);
        }
    }

    [Theory]
    [InlineData("nginx", "server { location /v1/ { proxy_pass http://10.0.0.7/; } }")]
    [InlineData("apache", "ProxyPass /v1/ http://10.0.0.7/")]
    [InlineData("caddy", "example.com {\nhandle_path /v1/* {\nreverse_proxy 10.0.0.7\n}\n}")]
    public void A_path_that_was_rewritten_is_answered_501_and_told(string system, string text)
    {
        var (settings, gaps) = Convert(system, text);
        settings.Sites[0].Routes.First(route => route.Path == "/v1/*").Respond!.Status.ShouldBe(501);
        gaps.ShouldContain(gap => gap.Instead.Contains("not rewritten", StringComparison.Ordinal) && gap.Place.Line > 0);
    }

    [Fact]
    public void Haproxy_sites_hold_what_is_for_every_host()
    {
        var (settings, _) = Convert("haproxy", """
            defaults
              mode http
              timeout connect 3s
              timeout server 45s
            frontend web
              bind :8080
              acl is_api path_beg /api
              use_backend api if is_api
              use_backend blog if { hdr(host) -i blog.example.com }
              default_backend web
            backend web
              server a 10.0.0.7:3000 check
              server b 10.0.0.8:3000 check maxconn 20
            backend api
              server a 10.0.0.9:3000
            backend blog
              server a 10.0.0.10:3000
            """);
        settings.Sites.Single(site => site.Hosts.Contains("blog.example.com")).Routes.Select(route => (route.Path, route.Upstream)).ShouldBe([("/*", "blog"), ("/api/*", "api")], ignoreOrder: true);
        settings.Sites.Single(site => site.Hosts.Contains("*")).Routes.Select(route => (route.Path, route.Upstream)).ShouldBe([("/*", "web"), ("/api/*", "api")], ignoreOrder: true);
        settings.Upstreams.Single(one => one.Name == "web").Timeouts.FirstByte.ShouldBe(TimeSpan.FromSeconds(45));
        settings.Upstreams.Single(one => one.Name == "web").Pool.MaxConnections.ShouldBe(20);
    }

    [Fact]
    public void Apache_balancers_and_php_go_along()
    {
        var (settings, _) = Convert("apache", """
            <Proxy balancer://app>
              BalancerMember http://10.0.0.7:3000 connectiontimeout=3
              BalancerMember http://10.0.0.8:3000
              BalancerMember http://10.0.0.9:3000 status=+H
            </Proxy>
            <VirtualHost *:80>
              ServerName shop.example.com
              ServerAlias www.shop.example.com
              ProxyTimeout 120
              ProxyPass / balancer://app/
            </VirtualHost>
            <VirtualHost *:80>
              ServerName blog.example.com
              DocumentRoot /srv/blog
              <FilesMatch \.php$>
                SetHandler "proxy:unix:/run/php/php8.2-fpm.sock|fcgi://localhost"
              </FilesMatch>
            </VirtualHost>
            """);
        var upstream = settings.Upstreams.Single(one => one.Servers.Contains("http://10.0.0.7:3000"));
        upstream.Servers.Count.ShouldBe(2);
        upstream.Timeouts.FirstByte.ShouldBe(TimeSpan.FromSeconds(120));
        upstream.Timeouts.Connect.ShouldBe(TimeSpan.FromSeconds(3));
        settings.Sites.Single(site => site.Hosts.Contains("www.shop.example.com")).Routes.ShouldHaveSingleItem().Path.ShouldBe("/*");
        settings.Sites.Single(site => site.Hosts.Contains("blog.example.com")).Files!.Php.ShouldNotBeNull();
    }

    [Fact]
    public void Caddys_json_gives_what_its_caddyfile_gives()
    {
        const string Json = """{"apps":{"http":{"servers":{"srv0":{"listen":[":8080"],"routes":[{"handle":[{"handler":"reverse_proxy","upstreams":[{"dial":"10.0.0.7:3000"},{"dial":"10.0.0.8:3000"}],"transport":{"protocol":"http","dial_timeout":2000000000}}]}]}}}}}""";
        var (fromJson, _) = Convert("caddy", Json);
        var (fromFile, _) = Convert("caddy", ":8080 {\n\treverse_proxy 10.0.0.7:3000 10.0.0.8:3000 {\n\t\ttransport http {\n\t\t\tdial_timeout 2s\n\t\t}\n\t}\n}\n");
        fromJson.Upstreams[0].Servers.ShouldBe(fromFile.Upstreams[0].Servers);
        fromJson.Upstreams[0].Timeouts.Connect.ShouldBe(TimeSpan.FromSeconds(2));
        fromJson.Listen[0].Url.ShouldBe(fromFile.Listen[0].Url);
        ImportSamples.Import("caddy", Json).Findings.Select(one => one.Rule).ShouldBe(["retry-missing", "keepalive-longer-than-server"], ignoreOrder: true);
    }

    private static bool Takes(string route, string path) => route.EndsWith("/*", StringComparison.Ordinal) ? path.StartsWith(route[..^1], StringComparison.Ordinal) || path == route[..^2] : route == path;

    private static (GatewaySettings Settings, IReadOnlyList<Gap> Gaps) Convert(string system, string text)
    {
        var plan = ImportSamples.Import(system, text).Convert();
        PlanCheck.Run(plan);
        var written = PlanText.Of(plan, system, "conf");
        var read = SettingsFile.Parse(written, "goodgate.yaml", _ => null);
        read.Problems.Select(one => one.ToString()).ShouldBeEmpty(written);
        return (read.Settings!, plan.Gaps);
    }
}
