namespace Goodgate.Comparison.Proxies;

/// <summary>Goodgate as its own command starts it, with the settings it has by default but for the number of clients: half of the files would be kept for connections to the server.</summary>
public sealed class GoodgateProxy : Proxy
{
    public override string Name => "Goodgate";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var program = Path.Combine(Workplace.Repository, "goodgate");
        var file = workplace.Write($"goodgate-{port}.yaml", $"""
            listen:
            {Listen(port, certificate)}
            to: http://127.0.0.1:{origin}
            client:
              max_connections: {Memory.MemoryLoad.IdleConnections + 1000}

            """);
        return workplace.Start(Machine.ProxyCore, program, "run", "--admin", "off", "-c", file);
    }

    private static string Listen(int port, CertificateFiles? certificate) => certificate is null
        ? $"  - http://127.0.0.1:{port}"
        : $"""
              - url: https://127.0.0.1:{port}
                certificates:
                  - cert: {certificate.Certificate}
                    key: {certificate.Key}
            """;
}
