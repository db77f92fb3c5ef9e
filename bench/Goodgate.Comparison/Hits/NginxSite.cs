using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Hits;

/// <summary>nginx that serves a folder: sendfile, and a cache of open files.</summary>
public sealed class NginxSite : Proxy
{
    public override string Name => "nginx";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate) => NginxFiles.Start(workplace, Machine.ProxyCore, $"nginx-{port}", $$"""
            open_file_cache max=1000;
            server {
                listen 127.0.0.1:{{port}} backlog=4096;
                root {{CacheableOrigin.Root(workplace)}};
            }
        """);
}
