using System.Net;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Goodgate.Gateway.Inbound;

/// <summary>Turns listen settings into Kestrel endpoints.</summary>
internal static class Listeners
{
    public static void Add(KestrelServerOptions options, ListenSettings listen, Func<GatewayModel> model)
    {
        if (listen.Url.StartsWith("unix:", StringComparison.Ordinal))
        {
            options.ListenUnixSocket(listen.Url["unix:".Length..], endpoint => endpoint.Protocols = HttpProtocols.Http1);
            return;
        }

        var uri = new Uri(listen.Url.Replace("://*", "://[::]", StringComparison.Ordinal));
        void Configure(ListenOptions endpoint)
        {
            endpoint.Protocols = uri.Scheme switch
            {
                "https" => HttpProtocols.Http1AndHttp2,
                "h2c" => HttpProtocols.Http2,
                _ => HttpProtocols.Http1,
            };
            if (uri.Scheme == "https")
            {
                TlsListener.Configure(endpoint, listen, model);
            }
        }

        if (uri.Host == "localhost")
        {
            options.ListenLocalhost(uri.Port, Configure);
        }
        else if (uri.Host == "[::]")
        {
            options.ListenAnyIP(uri.Port, Configure);
        }
        else
        {
            options.Listen(IPAddress.Parse(uri.Host.Trim('[', ']')), uri.Port, Configure);
        }
    }
}
