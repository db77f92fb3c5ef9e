using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Hits;

/// <summary>Goodgate with <c>--cache on</c> and nothing else said of it.</summary>
public sealed class GoodgateCache : Proxy
{
    public override string Name => "Goodgate";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var program = Path.Combine(Workplace.Repository, "goodgate");
        if (certificate is null)
        {
            return workplace.Start(Machine.ProxyCore, program, "run", "--admin", "off", "--cache", "on", "--to", $"http://127.0.0.1:{origin}", "--listen", $"http://127.0.0.1:{port}");
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
