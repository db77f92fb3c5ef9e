using System.Diagnostics;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Goodgate.Gateway.Inbound.Http2;

/// <summary>
/// Kestrel as the server of HTTP/2, without its middleware and without listeners of its own: connections are handed to it once they are known to speak
/// HTTP/2 (docs/decisions/0009-own-http1.md). Its own limits are replaced by ours. Kestrel is loaded when it is started, by the first listener that needs it.
/// </summary>
/// <param name="model">Settings in force, asked for once per exchange.</param>
/// <param name="services">What all exchanges share.</param>
internal sealed class Http2Engine(Func<GatewayModel> model, GatewayServices services) : IAsyncDisposable
{
    private Running? _running;

    /// <summary>Starts it, unless it runs. One call at a time, and before the first connection.</summary>
    /// <param name="client">Limits of its connections.</param>
    /// <param name="cancel">Gives up the start.</param>
    public async Task StartAsync(ClientSettings client, CancellationToken cancel) =>
        _running ??= await Running.StartAsync(new InboundApplication(model, services), services, client, cancel);

    /// <summary>Changes the limits towards clients.</summary>
    public void Limit(ClientSettings client) => _running?.Limit(client);

    /// <summary>Serves one connection until it has ended.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public Task ServeAsync(HandedOverConnection connection) =>
        _running?.ServeAsync(connection) ?? throw new InvalidOperationException("HTTP/2 was not started, and a listener speaks it");

    /// <summary>Takes no more connections and waits for exchanges under way until <paramref name="now"/>.</summary>
    public Task StopAsync(CancellationToken now) => _running?.StopAsync(now) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _running?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class Running : IAsyncDisposable
    {
        private readonly WebApplication _application;
        private readonly IServer _server;
        private readonly HandOver _handOver;
        private readonly KestrelServerOptions _options;
        private readonly IDisposable _refusals;

        private Running(WebApplication application, HandOver handOver, GatewayServices services)
        {
            _application = application;
            _handOver = handOver;
            _server = application.Services.GetRequiredService<IServer>();
            _options = application.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
            _refusals = new KestrelRefusals(services.Outlets, services.Time).Listen(application.Services.GetRequiredService<DiagnosticListener>());
        }

        public static async Task<Running> StartAsync(InboundApplication inbound, GatewayServices services, ClientSettings client, CancellationToken cancel)
        {
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrelCore();
            var handOver = new HandOver();
            builder.Services.AddSingleton<IConnectionListenerFactory>(handOver);
            builder.WebHost.ConfigureKestrel(options =>
            {
                KestrelLimits.Apply(options, client);
                options.Listen(HandOver.Place, endpoint => endpoint.Protocols = HttpProtocols.Http2);
            });
            var engine = new Running(builder.Build(), handOver, services);
            try
            {
                await engine._server.StartAsync(inbound, cancel);
            }
            catch
            {
                await engine.DisposeAsync();
                throw;
            }

            return engine;
        }

        public void Limit(ClientSettings client) => KestrelLimits.Follow(_options.Limits, client);

        public Task ServeAsync(HandedOverConnection connection) => _handOver.ServeAsync(connection);

        public Task StopAsync(CancellationToken now) => _server.StopAsync(now);

        public async ValueTask DisposeAsync()
        {
            _refusals.Dispose();
            await _application.DisposeAsync();
        }
    }
}
