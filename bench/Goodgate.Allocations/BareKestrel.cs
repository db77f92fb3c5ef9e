using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Goodgate.Allocations;

/// <summary>Kestrel set up as the gateway sets it up, answering 1 KiB from memory: what Kestrel itself needs per request.</summary>
public sealed class BareKestrel : IAsyncDisposable
{
    private readonly WebApplication _application;

    private BareKestrel(WebApplication application) => _application = application;

    public int Port => new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    public static async Task<BareKestrel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.Services.Configure<SocketTransportOptions>(options => options.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(System.Net.IPAddress.Loopback, 0);
        });
        var application = builder.Build();
        await application.Services.GetRequiredService<IServer>().StartAsync(new FixedAnswer(), CancellationToken.None);
        return new BareKestrel(application);
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private sealed class FixedAnswer : IHttpApplication<IFeatureCollection>
    {
        private static readonly byte[] Content = new byte[1024];

        public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

        public Task ProcessRequestAsync(IFeatureCollection context)
        {
            context.Get<IHttpResponseFeature>()!.Headers.ContentLength = Content.Length;
            var writing = context.Get<IHttpResponseBodyFeature>()!.Writer.WriteAsync(Content);
            return writing.IsCompletedSuccessfully ? Task.CompletedTask : writing.AsTask();
        }

        public void DisposeContext(IFeatureCollection context, Exception? exception)
        {
        }
    }
}
