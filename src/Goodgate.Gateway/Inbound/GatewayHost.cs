using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Inbound.Http2;
using Goodgate.Gateway.Inbound.Listening;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Inbound;

/// <summary>All that receives: the listeners of the settings, and what serves their clients (docs/decisions/0009-own-http1.md).</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    // How often connections are asked again to end; one that was between two requests at the first time hears of it then.
    private static readonly TimeSpan DrainPeriod = TimeSpan.FromMilliseconds(50);

    private readonly Reception _reception;
    private readonly Http2Engine _http2;
    private readonly Listeners _listeners;
    private readonly TimeProvider _time;

    private GatewayHost(Reception reception, Http2Engine http2, TimeProvider time)
    {
        _reception = reception;
        _http2 = http2;
        _time = time;
        _listeners = new Listeners(reception, time);
    }

    /// <summary>Addresses in use, with the ports that were chosen.</summary>
    public IReadOnlyList<string> Addresses => _listeners.Addresses;

    /// <summary>Clients' connections open now.</summary>
    public int Connections => _reception.Count;

    /// <summary>Starts to receive.</summary>
    /// <param name="model">Settings in force, asked for once per exchange.</param>
    /// <param name="services">What all exchanges share.</param>
    /// <param name="cancel">Gives up the start.</param>
    /// <exception cref="IOException">An address cannot be used; the message names it.</exception>
    public static async Task<GatewayHost> StartAsync(Func<GatewayModel> model, GatewayServices services, CancellationToken cancel)
    {
        var http2 = new Http2Engine(model, services);
        var host = new GatewayHost(new Reception(model, services, http2), http2, services.Time);
        try
        {
            using var change = await host.PrepareAsync(model().Settings, cancel);
            change.Commit();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Binds what is new in the settings, and starts HTTP/2 when a listener speaks it for the first time; the change still has to be committed.</summary>
    /// <exception cref="IOException">An address cannot be used; the message names it. Nothing has changed.</exception>
    public async Task<Listeners.Change> PrepareAsync(GatewaySettings settings, CancellationToken cancel)
    {
        var change = _listeners.Prepare(settings.Listen);
        if (settings.Listen.Select(ListenAddress.Parse).All(address => address.Scheme == ListenScheme.Http))
        {
            return change;
        }

        try
        {
            await _http2.StartAsync(settings.Client, cancel);
            return change;
        }
        catch
        {
            change.Dispose();
            throw;
        }
    }

    /// <summary>Puts limits towards clients in force where they are not asked for each time.</summary>
    public void Limit(ClientSettings client) => _http2.Limit(client);

    /// <summary>Stops to receive and waits for exchanges under way until <paramref name="now"/>.</summary>
    public async Task StopAsync(CancellationToken now)
    {
        _listeners.Close();
        var http2 = _http2.StopAsync(now);
        while (_reception.Count > 0 && !now.IsCancellationRequested)
        {
            _reception.Drain();
            await Task.WhenAny(Task.Delay(DrainPeriod, _time, now));
        }

        _reception.Close();
        await http2;
    }

    public async ValueTask DisposeAsync()
    {
        _listeners.Close();
        _reception.Close();
        await _http2.DisposeAsync();
        _reception.Dispose();
    }
}
