using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Watching.Looks;

/// <summary>Looks again and again. What others send may break a look; it does not end the looking, and is said once.</summary>
internal sealed class ProbeLoop(IProbe probe, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private string? _told;

    /// <summary>Looks until it is stopped; never fails.</summary>
    public async Task RunAsync(LookOutlet outlet, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await OnceAsync(outlet, stop);
            await Task.Delay(Between, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One look.</summary>
    public async Task OnceAsync(LookOutlet outlet, CancellationToken stop)
    {
        try
        {
            await probe.OnceAsync(outlet, stop);
            _told = null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end.
        }
        catch (Exception e)
        {
            var problem = $"{e.GetType().Name}: {Evidence.Printable(e.Message, 200)}";
            if (problem != _told)
            {
                outlet.Warn($"{probe.Name}: this look failed ({problem}); it is tried again");
            }

            _told = problem;
        }
    }
}
