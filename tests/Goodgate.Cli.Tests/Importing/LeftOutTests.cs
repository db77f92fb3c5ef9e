using Goodgate.Cli.Importing.Writing;
using Goodgate.Cli.Settings;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Tests.Importing;

/// <summary>What the written settings do not do is told, and does not go to the wrong place.</summary>
public sealed class LeftOutTests
{
    private const string Php = "location ~ \\.php$ { fastcgi_pass unix:/run/php/php8.2-fpm.sock; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; }";

    [Fact]
    public void Php_beside_a_site_that_is_handed_on_is_told()
    {
        var (_, gaps) = Convert("nginx", $"server {{ root /var/www;\nlocation / {{ proxy_pass http://127.0.0.1:3000; }}\n{Php}\n}}");
        var gap = gaps.Where(one => one.Place.Line == 3).ShouldHaveSingleItem();
        gap.What.ShouldBe("fastcgi_pass unix:/run/php/php8.2-fpm.sock");
        gap.Instead.ShouldContain("PHP gets none of them");
    }

    [Fact]
    public void Php_that_the_files_took_is_not_told()
    {
        var (settings, gaps) = Convert("nginx", $"server {{ root /var/www;\nlocation ~ ^/app\\.php(/|$) {{ fastcgi_pass unix:/run/php/php8.2-fpm.sock; }}\n{Php}\n}}");
        settings.Sites[0].Files!.Php.ShouldNotBeNull();
        gaps.ShouldBeEmpty();
    }

    [Fact]
    public void A_second_php_is_told()
    {
        var (_, gaps) = Convert("nginx", $"server {{ root /var/www;\n{Php}\nlocation ~ ^/old/.*\\.php$ {{ fastcgi_pass 127.0.0.1:9007; }}\n}}");
        gaps.ShouldHaveSingleItem().What.ShouldBe("fastcgi_pass 127.0.0.1:9007");
    }

    [Fact]
    public void Php_that_was_guarded_is_not_taken_along()
    {
        var (settings, gaps) = Convert("nginx", "server { root /var/www;\nlocation ~ ^/status\\.php$ { allow 10.0.0.0/8; deny all; fastcgi_pass 127.0.0.1:9000; }\n}");
        settings.Sites[0].Files!.Php.ShouldBeNull();
        gaps.Select(one => one.What).ShouldBe(["deny all", "fastcgi_pass 127.0.0.1:9000"], ignoreOrder: true);
    }

    [Fact]
    public void A_named_location_is_told()
    {
        var (_, gaps) = Convert("nginx", "server { location /a/ { proxy_pass http://10.0.0.7; }\nlocation @app { proxy_pass http://10.0.0.8; }\n}");
        gaps.ShouldContain(gap => gap.Place.Line == 2 && gap.Instead.Contains("named locations", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ProxyPass /static !\nProxyPass / http://10.0.0.7:3000/", 2)]
    [InlineData("ProxyPass / http://10.0.0.7:3000/\n<Location /static>\nProxyPass !\n</Location>", 4)]
    public void A_path_that_apache_kept_for_itself_does_not_go_to_the_application(string lines, int line)
    {
        var (settings, gaps) = Convert("apache", $"<VirtualHost *:80>\n{lines}\n</VirtualHost>");
        settings.Sites[0].Routes.Single(route => route.Path == "/static/*").Respond!.Status.ShouldBe(501);
        gaps.ShouldContain(gap => gap.Place.Line == line && gap.What.EndsWith('!'));
    }

    [Theory]
    [InlineData("DocumentRoot /var/www\nProxyPass /static !\nProxyPass / http://10.0.0.7:3000/", "/var/www")]
    [InlineData("DocumentRoot /var/www\nAlias /static /srv/app/static\nProxyPass /static !\nProxyPass / http://10.0.0.7:3000/", "/srv/app")]
    [InlineData("DocumentRoot /var/www\nAlias /static/ /srv/app/static/\nProxyPass /static/ !\nProxyPass / http://10.0.0.7:3000/", "/srv/app")]
    public void A_path_that_apache_kept_for_itself_is_served_from_its_folder(string lines, string root)
    {
        var (settings, gaps) = Convert("apache", $"<VirtualHost *:80>\n{lines}\n</VirtualHost>");
        var site = settings.Sites[0];
        site.Files!.Root.ShouldBe(root);
        site.Files.Php.ShouldBeNull();
        var route = site.Routes.Single(one => one.Path == "/static/*");
        route.Upstream.ShouldBeNull();
        route.Respond.ShouldBeNull();
        site.Routes.Single(one => one.Path == "/*").Upstream.ShouldNotBeNull();
        gaps.ShouldNotContain(gap => gap.What.EndsWith('!'));
    }

    [Fact]
    public void A_path_from_a_folder_of_another_name_is_answered_501()
    {
        var (settings, gaps) = Convert("apache", "<VirtualHost *:80>\nDocumentRoot /var/www\nAlias /static /srv/files\nProxyPass /static !\nProxyPass / http://10.0.0.7:3000/\n</VirtualHost>");
        settings.Sites[0].Routes.Single(one => one.Path == "/static/*").Respond!.Status.ShouldBe(501);
        gaps.ShouldContain(gap => gap.Place.Line == 4);
    }

    [Theory]
    [InlineData("<VirtualHost *:80>\nProxyPass / http://10.0.0.7:3000/\n<FilesMatch \\.php$>\nSetHandler \"proxy:unix:/run/php/php.sock|fcgi://localhost\"\n</FilesMatch>\n</VirtualHost>", 4)]
    [InlineData("<VirtualHost *:80>\nProxyPassMatch ^/(.*\\.php)$ fcgi://127.0.0.1:9000/var/www/$1\nProxyPass / http://10.0.0.7:3000/\n</VirtualHost>", 2)]
    [InlineData("<VirtualHost *:80>\nProxyPass /blog fcgi://127.0.0.1:9000/var/www/blog\nProxyPass / http://10.0.0.7:3000/\n</VirtualHost>", 2)]
    [InlineData("<FilesMatch \\.php$>\nSetHandler \"proxy:unix:/run/php/php.sock|fcgi://localhost\"\n</FilesMatch>\n<VirtualHost *:80>\nDocumentRoot /var/www\nProxyPass / http://10.0.0.7:3000/\n</VirtualHost>", 2)]
    public void Scripts_beside_a_site_that_is_handed_on_are_told(string text, int line)
    {
        var (settings, gaps) = Convert("apache", text);
        settings.Sites[0].Routes.Single(one => one.Path == "/*").Upstream.ShouldNotBeNull();
        gaps.ShouldContain(gap => gap.Place.Line == line && gap.Instead.Contains("PHP", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DocumentRoot /var/www\nProxyPass /app/ http://10.0.0.7:3000/app/")]
    [InlineData("DocumentRoot /var/www\nProxyPass /phpmyadmin !\nProxyPass / http://10.0.0.7:3000/")]
    public void Scripts_of_a_folder_that_is_served_are_run(string lines)
    {
        var (settings, gaps) = Convert("apache", $"<VirtualHost *:80>\n{lines}\n<FilesMatch \\.php$>\nSetHandler \"proxy:unix:/run/php/php.sock|fcgi://localhost\"\n</FilesMatch>\n</VirtualHost>");
        settings.Sites[0].Files!.Php.ShouldNotBeNull();
        gaps.ShouldNotContain(gap => gap.What.Contains("SetHandler", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("DocumentRoot /var/www\nProxyPass /static !\nProxyPass /app http://10.0.0.7:3000/app")]
    [InlineData("ProxyPass / http://10.0.0.7:3000/\nProxyPass /static !")]
    public void A_path_that_nothing_took_needs_no_word(string lines)
    {
        var (settings, gaps) = Convert("apache", $"<VirtualHost *:80>\n{lines}\n</VirtualHost>");
        settings.Sites[0].Routes.ShouldNotContain(route => route.Path == "/static/*");
        gaps.ShouldNotContain(gap => gap.What.EndsWith('!'));
    }

    [Fact]
    public void A_pattern_that_apache_kept_for_itself_is_told()
    {
        var (_, gaps) = Convert("apache", "<VirtualHost *:80>\nProxyPassMatch ^/static !\nProxyPass / http://10.0.0.7:3000/\n</VirtualHost>");
        gaps.ShouldContain(gap => gap.Place.Line == 2);
    }

    [Fact]
    public void The_page_of_numbers_of_haproxy_does_not_open_its_port_for_the_site()
    {
        var (settings, gaps) = Convert("haproxy", Haproxy + "listen stats\n  bind :8404\n  stats enable\n  stats auth admin:secret\n");
        settings.Listen.Select(one => one.Url).ShouldBe(["http://*:80"]);
        gaps.ShouldContain(gap => gap.What == "listen stats" && gap.Instead.Contains("admin port", StringComparison.Ordinal));
        gaps.ShouldNotContain(gap => gap.What.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void A_port_behind_which_nothing_was_taken_along_is_left_out()
    {
        var (settings, gaps) = Convert("haproxy", Haproxy + "frontend numbers\n  bind :8405\n  http-request use-service prometheus-exporter\n");
        settings.Listen.Select(one => one.Url).ShouldBe(["http://*:80"]);
        gaps.ShouldContain(gap => gap.What == "bind :8405");
    }

    [Fact]
    public void The_page_of_numbers_within_a_site_is_told_without_its_password()
    {
        var (_, gaps) = Convert("haproxy", Haproxy.Replace("bind :80", "bind :80\n  stats auth admin:secret\n  stats uri /numbers", StringComparison.Ordinal));
        gaps.ShouldHaveSingleItem().What.ShouldBe("stats");
    }

    [Fact]
    public void A_redirect_of_haproxy_is_told_once()
    {
        var (_, gaps) = Convert("haproxy", Haproxy.Replace("bind :80", "bind :80\n  http-request redirect scheme https unless { ssl_fc }", StringComparison.Ordinal));
        gaps.ShouldHaveSingleItem().Place.Line.ShouldBe(5);
    }

    private const string Haproxy = "defaults\n  mode http\nfrontend web\n  bind :80\n  default_backend app\nbackend app\n  server a 10.0.0.7:3000\n";

    private static (GatewaySettings Settings, IReadOnlyList<Gap> Gaps) Convert(string system, string text)
    {
        var plan = ImportSamples.Import(system, text).Convert();
        PlanCheck.Run(plan);
        var read = SettingsFile.Parse(PlanText.Of(plan, system, "conf"), "goodgate.yaml", _ => null);
        read.Problems.Select(one => one.ToString()).ShouldBeEmpty();
        return (read.Settings!, plan.Gaps);
    }
}
