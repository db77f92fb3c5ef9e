using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Hits;

/// <summary>nginx with <c>proxy_cache</c>: files in the page cache of the kernel, sent by sendfile, found by a cache of open files.</summary>
public sealed class NginxCache : Proxy
{
    public override string Name => "nginx";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var folder = workplace.Folder($"nginx-{port}/cache");
        var listen = certificate is null
            ? $"listen 127.0.0.1:{port} backlog=4096;"
            : $"listen 127.0.0.1:{port} ssl http2 backlog=4096; ssl_certificate {certificate.Certificate}; ssl_certificate_key {certificate.Key}; ssl_protocols TLSv1.2 TLSv1.3;";
        return NginxFiles.Start(workplace, Machine.ProxyCore, $"nginx-{port}", $$"""
                proxy_cache_path {{folder}} keys_zone=pages:10m max_size=256m use_temp_path=off;
                open_file_cache max=1000;
                server {
                    {{listen}}
                    location / {
                        proxy_pass http://127.0.0.1:{{origin}};
                        proxy_cache pages;
                        proxy_cache_lock on;
                        add_header Cache-Status $upstream_cache_status;
                    }
                }
            """);
    }
}
