using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Routing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace Goodgate.Gateway.Inbound.Http2;

/// <summary>Where Kestrel hands over: straight to the exchange, without a middleware stack.</summary>
/// <param name="model">The settings in force; read once per exchange.</param>
/// <param name="services">What all exchanges share.</param>
internal sealed class InboundApplication(Func<GatewayModel> model, GatewayServices services) : IHttpApplication<Http2Client>
{
    public Http2Client CreateContext(IFeatureCollection contextFeatures)
    {
        // Kestrel keeps one context per connection and lets it be used again.
        if (contextFeatures is IHostContextContainer<Http2Client> container)
        {
            return (container.HostContext ??= new Http2Client()).On(contextFeatures);
        }

        return new Http2Client().On(contextFeatures);
    }

    public Task ProcessRequestAsync(Http2Client context)
    {
        context.Limit(model().Client);
        services.Outlets.Counters.Started();
        return ExchangeLife.RunAsync(new Exchange(context, model(), services)).AsTask();
    }

    public void DisposeContext(Http2Client context, Exception? exception) => context.Rest();
}
