namespace Goodgate.Comparison.Proxies;

/// <summary>Goodgate as its own command starts it, with the settings it has by default.</summary>
public sealed class GoodgateProxy : Proxy
{
    public override string Name => "Goodgate";

    /// <summary>With its admin port, as it is by default; the others have none.</summary>
    public bool Admin { get; init; }

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var program = Path.Combine(Workplace.Repository, "goodgate");
        if (certificate is null)
        {
            return workplace.Start(
                Machine.ProxyCore, program, "run", "--admin", Admin ? $"127.0.0.1:{Workplace.FreePort()}" : "off", "--to", $"http://127.0.0.1:{origin}", "--listen", $"http://127.0.0.1:{port}");
        }

        var file = workplace.Write($"goodgate-{port}.yaml", $"""
            listen:
              - url: https://127.0.0.1:{port}
                certificates:
                  - cert: {certificate.Certificate}
                    key: {certificate.Key}
            to: http://127.0.0.1:{origin}

            """);
        return workplace.Start(Machine.ProxyCore, program, "run", "--admin", "off", "-c", file);
    }
}
