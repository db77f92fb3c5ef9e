using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Routing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace Goodgate.Gateway.Inbound;

/// <summary>Where Kestrel hands over: straight to the exchange, without a middleware stack.</summary>
/// <param name="model">The settings in force; read once per exchange.</param>
/// <param name="services">What all exchanges share.</param>
internal sealed class InboundApplication(Func<GatewayModel> model, GatewayServices services) : IHttpApplication<KestrelClient>
{
    public KestrelClient CreateContext(IFeatureCollection contextFeatures)
    {
        // Kestrel keeps one context per connection and lets it be used again.
        if (contextFeatures is IHostContextContainer<KestrelClient> container)
        {
            return (container.HostContext ??= new KestrelClient()).On(contextFeatures);
        }

        return new KestrelClient().On(contextFeatures);
    }

    public Task ProcessRequestAsync(KestrelClient context)
    {
        services.Outlets.Counters.Started();
        return ExchangeLife.RunAsync(new Exchange(context, model(), services));
    }

    public void DisposeContext(KestrelClient context, Exception? exception)
    {
    }
}
