using Goodgate.Gateway.Answers;
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

    public async Task ProcessRequestAsync(Http2Client context)
    {
        Exchange? exchange = null;
        try
        {
            context.Limit(model().Client);
            services.Outlets.Counters.Started();
            exchange = new Exchange(context, model(), services);
            await ExchangeLife.RunAsync(exchange);
        }
        catch (Exception e)
        {
            // Kestrel would answer with a 500 that says nothing.
            Defect.Tell(services, e, exchange?.RequestId);
            context.Abort();
        }
    }

    public void DisposeContext(Http2Client context, Exception? exception) => context.Rest();
}
