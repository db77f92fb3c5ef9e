using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Php;

/// <summary>nginx as WordPress's handbook sets it up, with buffers that hold the front page: nothing goes to disk.</summary>
public sealed class NginxBeforePhp(PhpStack stack) : Proxy
{
    public override string Name => "nginx";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate) =>
        NginxFiles.Start(workplace, Machine.ProxyCore, $"nginx-{port}", $$"""
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
                    }
                }
            """);
}
