namespace Goodgate.Comparison.Proxies;

/// <summary>HAProxy with one thread; connections to the origin are shared by all clients.</summary>
public sealed class HaproxyProxy : Proxy
{
    public override string Name => "HAProxy";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var tls = certificate is null ? "" : $" ssl crt {certificate.Both}";

        // no strict-limits: two descriptors per connection would not fit below a hard limit of 20,000, and idle clients need one.
        var file = workplace.Write($"haproxy-{port}.cfg", $"""
            global
                nbthread 1
                maxconn {Memory.MemoryLoad.IdleConnections + 1000}
                no strict-limits
            defaults
                mode http
                option http-keep-alive
                http-reuse always
                option forwardfor
                timeout connect 5s
                timeout client 1h
                timeout server 1h
                timeout http-keep-alive 1h
            frontend front
                bind 127.0.0.1:{port} backlog 4096{tls}
                default_backend origin
            backend origin
                server origin 127.0.0.1:{origin}

            """);
        return workplace.Start(Machine.ProxyCore, Requirements.Find("haproxy")!, "-db", "-f", file);
    }
}
