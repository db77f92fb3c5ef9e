using System.Diagnostics;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Goodgate.Gateway.Inbound;

/// <summary>Kestrel, set up to receive for the gateway: no middleware, its own limits replaced by ours (docs/decisions/0002-kestrel.md).</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly IServer _server;
    private readonly IDisposable _refusals;

    private GatewayHost(WebApplication application, GatewayServices services)
    {
        _application = application;
        _server = application.Services.GetRequiredService<IServer>();
        _refusals = new KestrelRefusals(services.Outlets, services.Time).Listen(application.Services.GetRequiredService<DiagnosticListener>());
    }

    /// <summary>Addresses in use, with the ports that were chosen.</summary>
    public IReadOnlyList<string> Addresses => [.. _server.Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>Starts to receive.</summary>
    /// <param name="model">Settings in force, asked for once per exchange.</param>
    /// <param name="services">What all exchanges share.</param>
    /// <param name="cancel">Gives up the start.</param>
    /// <exception cref="IOException">An address cannot be used; the message names it.</exception>
    public static async Task<GatewayHost> StartAsync(Func<GatewayModel> model, GatewayServices services, CancellationToken cancel)
    {
        // A line that ends in LF alone is two lines to us and may be one to a proxy in front: Kestrel refuses it when told so (RFC 9112 §2.2).
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.Configure<SocketTransportOptions>(options => options.UnsafePreferInlineScheduling = true);
        var settings = model().Settings;
        builder.WebHost.ConfigureKestrel(options =>
        {
            KestrelLimits.Apply(options, settings.Client);
            foreach (var listen in settings.Listen)
            {
                Listeners.Add(options, listen, model);
            }
        });
        var host = new GatewayHost(builder.Build(), services);
        try
        {
            await host._server.StartAsync(new InboundApplication(model, services), cancel);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return host;
    }

    /// <summary>Stops to receive and waits for exchanges under way until <paramref name="now"/>.</summary>
    public Task StopAsync(CancellationToken now) => _server.StopAsync(now);

    public async ValueTask DisposeAsync()
    {
        _refusals.Dispose();
        await _application.DisposeAsync();
    }
}
