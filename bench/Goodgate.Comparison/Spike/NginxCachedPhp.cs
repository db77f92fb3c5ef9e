using Goodgate.Comparison.Php;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Spike;

/// <summary>nginx with <c>fastcgi_cache</c> and its lock, pages for ten minutes, those who are logged in past it: as guides for WordPress set it up.</summary>
public sealed class NginxCachedPhp(PhpStack stack) : Proxy
{
    public override string Name => "nginx";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var folder = workplace.Folder($"nginx-{port}/cache");
        return NginxFiles.Start(workplace, Machine.ProxyCore, $"nginx-{port}", $$"""
                fastcgi_cache_path {{folder}} keys_zone=pages:10m use_temp_path=off;
                map $http_cookie $known { default 0; ~wordpress_logged_in 1; ~comment_author 1; }
                server {
                    listen 127.0.0.1:{{port}} backlog=4096;
                    root {{stack.Root}};
                    index index.php;
                    location / { try_files $uri $uri/ /index.php?$args; }
                    location ~ \.php$ {
                        include /etc/nginx/fastcgi_params;
                        fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
                        fastcgi_buffers 32 8k;
                        fastcgi_pass unix:{{stack.Socket}};
                        fastcgi_cache pages;
                        fastcgi_cache_key $scheme$host$request_uri;
                        fastcgi_cache_valid 200 10m;
                        fastcgi_cache_lock on;
                        fastcgi_cache_bypass $known;
                        fastcgi_no_cache $known;
                    }
                }
            """);
    }
}
