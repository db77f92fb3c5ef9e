using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Inbound.Listening;
using Goodgate.Gateway.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Goodgate.Gateway.Admin;

/// <summary>The admin port: a small HTTP server of its own for health, metrics and verdicts (docs/admin.md).</summary>
public sealed class AdminHost : IAsyncDisposable
{
    // Scrapers, probes and a few people; more is a mistake or an attack.
    private const int MaxConnections = 64;
    private const int MaxHeadBytes = 8 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly WebApplication _application;
    private readonly IServer _server;
    private AdminApplication? _answers;
    private int _state = (int)AdminState.Starting;

    private AdminHost(WebApplication application)
    {
        _application = application;
        _server = application.Services.GetRequiredService<IServer>();
    }

    /// <summary>Address in use, with the port that was chosen: <c>http://127.0.0.1:9502</c>.</summary>
    public string Address => _server.Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>What /readyz says.</summary>
    public AdminState State => (AdminState)Volatile.Read(ref _state);

    /// <summary>Starts it.</summary>
    /// <param name="settings">Where it listens, and the token.</param>
    /// <param name="pages">What it serves, beside the index and the health pages.</param>
    /// <param name="cancel">Gives up the start.</param>
    /// <param name="names">What the operator calls the settings; null: as in the settings file.</param>
    /// <returns>Null when it is off.</returns>
    /// <exception cref="ArgumentException">The address cannot be used, or needs a token.</exception>
    /// <exception cref="ListenException">The address is in use, or may not be listened on; the message says what to do.</exception>
    public static async Task<AdminHost?> StartAsync(AdminSettings settings, IReadOnlyList<AdminPage> pages, CancellationToken cancel, AdminNames? names = null)
    {
        names ??= AdminNames.OfSettings;
        if (AdminAddress.Parse(settings, names) is not { } address)
        {
            return null;
        }

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(options => Limit(options, address));
        var host = new AdminHost(builder.Build());
        IReadOnlyList<AdminPage> all = [.. HealthPages.Of(() => host.State), .. pages];
        try
        {
            host._answers = new AdminApplication(new AdminGuard(address, settings.Token, names), [IndexPage.Of(all), .. all]);
            await host._server.StartAsync(host._answers, cancel);
        }
        catch (Exception e)
        {
            await host.DisposeAsync();
            if (Denial(e) is { } denial)
            {
                throw Refused(settings, names, new IPEndPoint(address.Addresses[0], address.Port), denial);
            }

            throw;
        }

        return host;
    }

    /// <summary>Changes who may read.</summary>
    public void Use(AdminGuard guard) => _answers!.Use(guard);

    /// <summary>The listeners are open: /readyz says 200.</summary>
    public void SetReady() => Interlocked.CompareExchange(ref _state, (int)AdminState.Ready, (int)AdminState.Starting);

    /// <summary>The gateway goes away: /readyz says 503 from now on.</summary>
    public void SetDraining() => Volatile.Write(ref _state, (int)AdminState.Draining);

    /// <summary>Stops it.</summary>
    public Task StopAsync(CancellationToken now) => _server.StopAsync(now);

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    internal static ListenException Refused(AdminSettings settings, AdminNames names, IPEndPoint endpoint, SocketException denial) =>
        new($"{settings.Listen} ({names.Listen.TrimEnd(':')})", endpoint, denial);

    // Kestrel wraps what the system said once or twice, or not at all.
    private static SocketException? Denial(Exception? e) => e as SocketException ?? (e is null ? null : Denial(e.InnerException));

    private static void Limit(KestrelServerOptions options, AdminAddress address)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = MaxConnections;
        options.Limits.MaxRequestBodySize = 0;
        options.Limits.MaxRequestHeadersTotalSize = MaxHeadBytes;
        options.Limits.MaxRequestLineSize = MaxHeadBytes;
        options.Limits.RequestHeadersTimeout = Patience;
        foreach (var one in address.Addresses)
        {
            options.Listen(one, address.Port, listen => listen.Protocols = HttpProtocols.Http1);
        }
    }
}
