using System.Net.Security;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Goodgate.Gateway.Inbound;

/// <summary>TLS for clients: certificates of the settings in force, so that a renewed one serves after a reload.</summary>
internal static class TlsListener
{
    // HTTP/2 first: clients that can speak both take it.
    private static readonly List<SslApplicationProtocol> Protocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    public static void Configure(ListenOptions endpoint, ListenSettings listen, Func<GatewayModel> model) =>
        endpoint.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = async context =>
            {
                // The signature that follows costs up to a millisecond of CPU, which the socket threads do not have.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                return new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = model().Certificates[listen.Url].Select(context.ClientHelloInfo.ServerName),
                    ApplicationProtocols = Protocols,
                };
            },
        });
}
