using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Admin;

/// <summary>The admin port in force. A reload may move it, give it another token, turn it on or off.</summary>
/// <param name="pages">What it serves.</param>
internal sealed class AdminPort(IReadOnlyList<AdminPage> pages) : IAsyncDisposable
{
    // A scrape under way at the old address ends in a fraction of it.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private AdminSettings _settings = new() { Listen = "off" };
    private AdminHost? _host;
    private AdminState _state;
    private Task _leaving = Task.CompletedTask;

    /// <summary>Address in use, with the port that was chosen; null when it is off.</summary>
    public string? Address => Volatile.Read(ref _host)?.Address;

    /// <summary>Makes it ready as new settings want it: another address is bound before the old one is closed.</summary>
    /// <exception cref="ArgumentException">The address cannot be read, or needs a token.</exception>
    /// <exception cref="IOException">The address cannot be listened on; the message says what to do.</exception>
    public async Task<Prepared> PrepareAsync(AdminSettings settings, CancellationToken cancel)
    {
        if (_host is { } same && settings.Listen == _settings.Listen && AdminAddress.Parse(settings) is { } address)
        {
            var guard = new AdminGuard(address, settings.Token);
            return new Prepared(
                () =>
                {
                    same.Use(guard);
                    _settings = settings;
                },
                () => { });
        }

        var next = await OpenAsync(settings, cancel);
        return new Prepared(() => Move(next, settings), () => Leave(next));
    }

    /// <summary>The listeners are open: /readyz says 200.</summary>
    public void SetReady()
    {
        _state = AdminState.Ready;
        _host?.SetReady();
    }

    /// <summary>The gateway goes away: /readyz says 503 from now on.</summary>
    public void SetDraining()
    {
        _state = AdminState.Draining;
        _host?.SetDraining();
    }

    /// <summary>Stops it.</summary>
    public Task StopAsync(CancellationToken now) => _host?.StopAsync(now) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _leaving;
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    private async Task<AdminHost?> OpenAsync(AdminSettings settings, CancellationToken cancel)
    {
        try
        {
            return await AdminHost.StartAsync(settings, pages, cancel);
        }
        catch (IOException e) when (Address is { } own && AdminAddress.Parse(settings)?.Port == new Uri(own).Port)
        {
            throw new IOException($"admin.listen: {settings.Listen}: this gateway's own admin port {own} is in the way. Choose another port, or restart.", e);
        }
    }

    private void Move(AdminHost? next, AdminSettings settings)
    {
        if (_state == AdminState.Ready)
        {
            next?.SetReady();
        }
        else if (_state == AdminState.Draining)
        {
            next?.SetDraining();
        }

        _settings = settings;
        Leave(Interlocked.Exchange(ref _host, next));
    }

    private void Leave(AdminHost? host)
    {
        if (host is not null)
        {
            _leaving = Task.WhenAll(_leaving, LeaveAsync(host));
        }
    }

    private static async Task LeaveAsync(AdminHost host)
    {
        using var limit = new CancellationTokenSource(Farewell);
        await host.StopAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await host.DisposeAsync();
    }
}
