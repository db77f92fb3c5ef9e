using System.Net;
using System.Net.Security;
using Goodgate.Lab.Scripts;
using Goodgate.Lab.Tls;

namespace Goodgate.Lab.Stages;

/// <summary>A server that listens on TCP and plays a script.</summary>
internal sealed class ServerStage(params Step[] steps) : Stage
{
    /// <summary>Scheme of the URL. <c>https</c> without a certificate: the script deals with the raw bytes of the handshake.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>Listen on a Unix socket in place of TCP.</summary>
    public bool OnUnixSocket { get; init; }

    /// <summary>Certificate to serve TLS with; null = no TLS.</summary>
    public CertificateKind? Certificate { get; init; }

    /// <summary>Receive buffer in bytes; null = the system's.</summary>
    public int? ReceiveBuffer { get; init; }

    /// <summary>Name to stand in the URL in place of the address; the lab's DNS server knows it.</summary>
    public string? Name { get; init; }

    public override Task<OpenStage> OpenAsync(StagePlan plan, CancellationToken cancel)
    {
        if (OnUnixSocket)
        {
            var socket = new ScriptedServer(new Script(steps), null, plan.Seen, plan.Options);
            return Task.FromResult(new OpenStage($"{Scheme}+unix:{plan.SocketPath}", "", socket.Serve(Listener.Unix(plan.SocketPath, plan.Name))));
        }

        var listener = Listener.Tcp(plan.Options.Listen, plan.Port, plan.Name, ReceiveBuffer);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var issued = Certificate is { } kind ? plan.Authority.Issue(kind, plan.Options.Listen) : null;
        SslServerAuthenticationOptions? tls = issued is null ? null : new() { ServerCertificateContext = issued.ToContext() };
        var server = new ScriptedServer(new Script(steps), tls, plan.Seen, plan.Options);
        var host = Name ?? Address(plan.Options.Listen);
        var trusted = issued is { Trusted: true };
        var stage = new OpenStage($"{Scheme}://{host}:{port}",
            Note(plan, trusted), issued is null ? [server.Serve(listener)] : [server.Serve(listener), issued])
        {
            CaFile = trusted ? plan.CaFile : null,
            Resolver = Name is null ? null : plan.Resolver.ToString(),
        };
        return Task.FromResult(stage);
    }

    private string Note(StagePlan plan, bool trusted) => (Name, trusted) switch
    {
        ({ } name, _) => $"Ask the resolver {plan.Resolver}; only it knows {name}.",
        (_, true) => $"Trust {plan.CaFile}.",
        _ => "",
    };

    /// <summary>An address a client can connect to, as it stands in a URL.</summary>
    public static string Address(IPAddress listen)
    {
        var address = listen.Equals(IPAddress.Any) ? IPAddress.Loopback : listen.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : listen;
        return address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
    }
}
