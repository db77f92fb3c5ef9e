using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Hits;

/// <summary>Goodgate with <c>--cache on</c> and nothing else said of it; or with a folder besides.</summary>
/// <param name="place">Where content lies: in memory, on disk as well, or in a site's folder without a cache.</param>
public sealed class GoodgateCache(ContentPlace place) : Proxy
{
    public override string Name => "Goodgate";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var program = Path.Combine(Workplace.Repository, "goodgate");
        if (certificate is null)
        {
            string[] served = place == ContentPlace.Site ? ["--root", CacheableOrigin.Root(workplace)] : ["--cache", "on", "--to", $"http://127.0.0.1:{origin}"];
            string[] kept = place == ContentPlace.Disk ? ["--data", workplace.Folder($"goodgate-{port}")] : [];
            return workplace.Start(Machine.ProxyCore, program, ["run", "--admin", "off", "--listen", $"http://127.0.0.1:{port}", .. served, .. kept]);
        }

        var file = workplace.Write($"goodgate-{port}.yaml", $"""
            listen:
              - url: https://127.0.0.1:{port}
                certificates:
                  - cert: {certificate.Certificate}
                    key: {certificate.Key}
            upstreams:
              origin:
                servers: [http://127.0.0.1:{origin}]
            sites:
              all:
                hosts: ["*"]
                upstream: origin
                cache: on

            """);
        return workplace.Start(Machine.ProxyCore, program, "run", "--admin", "off", "-c", file);
    }
}
