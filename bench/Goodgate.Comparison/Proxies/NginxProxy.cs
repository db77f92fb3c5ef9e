namespace Goodgate.Comparison.Proxies;

/// <summary>nginx with upstream keepalive, and buffers that hold a whole body of 64 KiB: nothing goes to disk.</summary>
public sealed class NginxProxy : Proxy
{
    public override string Name => "nginx";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var listen = certificate is null
            ? $"listen 127.0.0.1:{port} backlog=4096;"
            : $"listen 127.0.0.1:{port} ssl backlog=4096; ssl_certificate {certificate.Certificate}; ssl_certificate_key {certificate.Key}; ssl_protocols TLSv1.2 TLSv1.3;";
        return NginxFiles.Start(workplace, Machine.ProxyCore, $"nginx-{port}", $$"""
                upstream origin { server 127.0.0.1:{{origin}}; keepalive 1024; keepalive_requests 1000000000; }
                server {
                    {{listen}}
                    client_body_buffer_size 128k;
                    location / {
                        proxy_pass http://origin;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header Host $host;
                        proxy_set_header X-Forwarded-For $remote_addr;
                        proxy_buffer_size 8k;
                        proxy_buffers 10 8k;
                        proxy_max_temp_file_size 0;
                    }
                }
            """);
    }
}
