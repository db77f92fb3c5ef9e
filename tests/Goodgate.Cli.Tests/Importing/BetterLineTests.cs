namespace Goodgate.Cli.Tests.Importing;

/// <summary>The line to write instead does what was meant: it is there to be copied.</summary>
public sealed class BetterLineTests
{
    private const string Rule = "frozen-dns";

    [Theory]
    [InlineData("location /api/ { proxy_pass https://api.example.com/v1/; }", "set $server api.example.com; rewrite ^/api/(.*)$ /v1/$1 break; proxy_pass https://$server;")]
    [InlineData("location /api/ { proxy_pass http://api.example.com:81/; }", "set $server api.example.com; rewrite ^/api/(.*)$ /$1 break; proxy_pass http://$server:81;")]
    [InlineData("location ^~ /a.b/ { proxy_pass http://api.example.com/; }", "set $server api.example.com; rewrite ^/a\\.b/(.*)$ /$1 break; proxy_pass http://$server;")]
    [InlineData("location = /a { proxy_pass http://api.example.com/b; }", "set $server api.example.com; rewrite ^ /b break; proxy_pass http://$server;")]
    [InlineData("location /api/ { proxy_pass http://api.example.com/api/; }", "set $server api.example.com; proxy_pass http://$server;")]
    [InlineData("location / { proxy_pass http://api.example.com/; }", "set $server api.example.com; proxy_pass http://$server;")]
    [InlineData("location /api/ { proxy_pass http://api.example.com; }", "set $server api.example.com; proxy_pass http://$server;")]
    public void A_name_that_is_looked_up_late_keeps_its_path(string location, string better) =>
        Better("nginx", $"resolver 127.0.0.11 valid=30s; server {{ {location} }}", Rule).ShouldBe(better);

    [Fact]
    public void A_resolver_is_added_where_there_is_none() =>
        Better("nginx", "server { location / { proxy_pass http://api.example.com; } }", Rule).ShouldStartWith("resolver 127.0.0.53 valid=10s; set $server ");

    [Fact]
    public void A_group_keeps_the_resolver_in_force() =>
        Better("nginx", "http { resolver 127.0.0.11 valid=30s; upstream app { server app.example.com:80; } }", Rule).ShouldEndWith("\"resolver 127.0.0.11 valid=30s;\"");

    [Fact]
    public void The_host_of_a_check_is_no_spare_servers() => Better("haproxy", """
        backend web
          mode http
          option httpchk GET /health
          server a 10.0.0.1:80 check
          server b app.local:80 check backup
        """, "health-check-without-host").ShouldEndWith(" www.example.com");

    [Theory]
    [InlineData("", "keepalive-longer-than-server", "transport http {\n    keepalive 4s\n}")]
    [InlineData("transport http {\nread_buffer 4096\n}", "keepalive-longer-than-server", "keepalive 4s")]
    [InlineData("health_uri /health", "health-check-without-host", "health_headers {\n    Host a.example.com\n}")]
    [InlineData("lb_retry_match {\nmethod POST\n}", "retry-non-idempotent", "lb_retry_match {\n    method GET HEAD PUT DELETE\n}")]
    public void A_block_of_a_caddyfile_has_line_ends(string inner, string rule, string better) =>
        Better("caddy", $"a.example.com {{\nreverse_proxy 10.0.0.7:3000 {{\n{inner}\n}}\n}}\n", rule).ShouldBe(better);

    private static string Better(string system, string text, string rule) => ImportSamples.Import(system, text).Findings.First(one => one.Rule == rule).Better;
}
