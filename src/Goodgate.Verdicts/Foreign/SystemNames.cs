namespace Goodgate.Verdicts.Foreign;

/// <summary>Other names people use for a system. Relatives that write the same codes are listed under the program they come from.</summary>
internal static class SystemNames
{
    public static string Known(string name) => name.ToLowerInvariant() switch
    {
        "cf" => "cloudflare",
        "alb" or "aws" or "elb" => "aws-alb",
        "gcp" or "gclb" or "google-lb" => "google",
        "fpm" or "phpfpm" or "php" => "php-fpm",
        "httpd" or "apache2" => "apache",
        "istio" => "envoy",
        "openresty" or "ingress-nginx" or "kong" or "angie" or "freenginx" or "tengine" => "nginx",
        "arr" => "iis",
        "mariadb" or "mysqld" => "mysql",
        "wp" => "wordpress",
        "openlitespeed" or "lsws" or "lsphp" => "litespeed",
        "pm2" or "nodejs" => "node",
        "appgw" or "application-gateway" or "front-door" => "azure",
        var known => known,
    };
}
