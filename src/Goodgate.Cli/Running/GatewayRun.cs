using Goodgate.Cli.Showing;
using Goodgate.Gateway;
using Goodgate.Gateway.Descriptors;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Running;

/// <summary>One run of the gateway: start, tell of failures, obey signals, drain, stop.</summary>
internal sealed class GatewayRun
{
    // A path of a file or two, and a sentence about it.
    private const int LongestProblem = 600;

    private readonly RunOptions _options;
    private readonly Session _session;
    private readonly GatewayInstance _gateway;
    private readonly ServiceNotice _service;
    private readonly string? _file;
    private GatewaySettings _settings;

    private GatewayRun(RunOptions options, Session session, GatewayInstance gateway, RunSettings read)
    {
        _options = options;
        _session = session;
        _gateway = gateway;
        _service = ServiceNotice.Of(session);
        _file = read.File;
        _settings = read.Settings!;
    }

    public static async Task<int> RunAsync(RunOptions options, Session session)
    {
        var read = RunSettings.Read(options, session);
        if (read.Settings is not { } settings)
        {
            Tell(session, read);
            return ExitCodes.Usage;
        }

        var files = DescriptorLimit.Raise();
        if (FileLimit.Refusal(files) is { } refusal)
        {
            return session.Fail(ExitCodes.Problem, refusal);
        }

        if (FileLimit.Complaint(files, settings.Client.MaxConnections) is { } complaint)
        {
            session.Error.Warning(complaint);
        }

        try
        {
            await using var gateway = await GatewayInstance.StartAsync(settings, session.Time, session.Signals.Stop);
            return await new GatewayRun(options, session, gateway, read).ServeAsync();
        }
        catch (Exception e) when (StartFailure.Of(e) is { } failure)
        {
            return session.Fail(failure.ExitCode, failure.Message);
        }
    }

    private async Task<int> ServeAsync()
    {
        // The access log may have standard output for itself.
        var screen = _settings.AccessLog?.Path == "-" ? _session.Error : _session.Out;
        StartBanner.Show(screen, _settings, _gateway.Addresses, _gateway.AdminAddress, _gateway.Model.Upstreams.Values);
        Tell(_gateway.Model.Problems);
        using var report = new VerdictReport(_session.Error, _session.Time, _options.Verbose, () => _gateway.Verdicts.Dropped, Where, new Departures(FirstByte));
        using var subscription = _gateway.Verdicts.Subscribe(report.Tell);
        _gateway.Observatory.AccessLog.Trouble += _session.Error.Warning;
        _gateway.Observatory.Keeper.Trouble += _session.Error.Warning;
        _gateway.Services.Cache.Trouble += _session.Error.Warning;
        _service.Ready($"listening on {string.Join(", ", _gateway.Addresses)}");
        await ObeyAsync();
        return await DrainAsync();
    }

    private WhereToLook Where() => new(_gateway.AdminAddress, _settings.AccessLog is not null, _settings.Data);

    private string? FirstByte(string upstream) =>
        _settings.Upstreams.FirstOrDefault(one => one.Name == upstream) is { } known ? Durations.Text(known.Timeouts.FirstByte) : null;

    /// <summary>Carries out orders until one says stop.</summary>
    private async Task ObeyAsync()
    {
        try
        {
            await foreach (var order in _session.Signals.Orders.ReadAllAsync(_session.Signals.Stop))
            {
                if (order == Order.Reload)
                {
                    _service.Reloading();
                    _service.Ready(await ReloadAsync());
                }
                else
                {
                    _gateway.ReopenLogs();
                    _session.Error.Note("SIGUSR1: logs reopened.");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    /// <summary>Takes the settings file anew, if it can be.</summary>
    /// <returns>How it ended.</returns>
    private async Task<string> ReloadAsync()
    {
        if (_file is null)
        {
            return Note("SIGHUP: nothing to reload, the settings come from the command line.");
        }

        var read = RunSettings.Read(_options with { Config = _file }, _session);
        if (read.Settings is not { } settings)
        {
            _gateway.Observatory.Reloads.Fail();
            Tell(_session, read);
            return Problem($"{_file} was not reloaded; the settings from before stay in force.");
        }

        try
        {
            var (admin, listening) = (_gateway.AdminAddress, _gateway.Addresses);
            await _gateway.ReloadAsync(settings);
            _settings = settings;
            Tell(_gateway.Model.Problems);
            var moved = _gateway.AdminAddress == admin ? "" : $" The admin port is {(_gateway.AdminAddress is { } now ? $"at {now}" : "off")} now.";
            if (!listening.SequenceEqual(_gateway.Addresses, StringComparer.Ordinal))
            {
                moved += $" Listening at {string.Join(", ", _gateway.Addresses)} now.";
            }

            return Note($"{_file} reloaded.{moved}");
        }
        catch (Exception e)
        {
            return Problem($"{_file} was not reloaded: {StartFailure.Of(e)?.Message ?? StartFailure.Words(e)} The settings from before stay in force.");
        }
    }

    // What is wrong and kept nothing from being used.
    private void Tell(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
        {
            _session.Error.Warning(Evidence.Printable(problem, LongestProblem));
        }
    }

    private string Note(string text)
    {
        _session.Error.Note(text);
        return text;
    }

    private string Problem(string text)
    {
        _session.Error.Problem(text);
        return text;
    }

    private async Task<int> DrainAsync()
    {
        _service.Stopping();
        var active = _gateway.Outlets.Counters.Active;
        if (active > 0)
        {
            _session.Error.Note($"stopping: {Words.Count(active, "request")} under way, given up to {Durations.Text(_settings.DrainTimeout)}; once more stops at once.");
        }

        using var limit = new CancellationTokenSource(_settings.DrainTimeout, _session.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _session.Signals.Now);
        await _gateway.StopAsync(over.Token);
        if (!over.IsCancellationRequested)
        {
            return ExitCodes.Fine;
        }

        _session.Error.Note(limit.IsCancellationRequested ? $"requests still under way after {Durations.Text(_settings.DrainTimeout)} were cut off." : "stopped at once.");
        return limit.IsCancellationRequested ? ExitCodes.Fine : _session.Stopped;
    }

    private static void Tell(Session session, RunSettings read)
    {
        foreach (var problem in read.Problems)
        {
            session.Error.Problem(problem);
        }
    }
}
