using System.Globalization;

namespace Goodgate.Comparison.Proxies;

/// <summary>Goodgate as its own command starts it, with the settings it has by default.</summary>
public sealed class GoodgateProxy : Proxy
{
    public override string Name => "Goodgate";

    /// <summary>With its admin port, as it is by default; the others have none.</summary>
    public bool Admin { get; init; }

    // Of the files it may open, half are kept for connections to the server where the settings say nothing else.
    private int? Clients { get; init; }

    public override Proxy Taking(int clients) => new GoodgateProxy { Admin = Admin, Clients = clients };

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var program = Path.Combine(Workplace.Repository, "goodgate");
        var admin = Admin ? $"127.0.0.1:{Workplace.FreePort()}" : "off";
        if (certificate is null && Clients is null)
        {
            return workplace.Start(Machine.ProxyCore, program, "run", "--admin", admin, "--to", $"http://127.0.0.1:{origin}", "--listen", $"http://127.0.0.1:{port}");
        }

        var file = workplace.Write($"goodgate-{port}.yaml", $"""
            listen:
            {Listen(port, certificate)}
            to: http://127.0.0.1:{origin}
            client:
              max_connections: {(Clients ?? 0).ToString(CultureInfo.InvariantCulture)}

            """);
        return workplace.Start(Machine.ProxyCore, program, "run", "--admin", admin, "-c", file);
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
