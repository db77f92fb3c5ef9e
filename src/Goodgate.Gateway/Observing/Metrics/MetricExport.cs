namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>The export to a collector in force; a reload puts another in its place. Counts begin at zero there, as OTLP's start times say.</summary>
internal sealed class MetricExport : IDisposable
{
    private IDisposable? _export;
    private Task _ending = Task.CompletedTask;

    /// <summary>Makes an export ready.</summary>
    /// <param name="endpoint">As in <see cref="OtlpExport.Start"/>.</param>
    /// <exception cref="ArgumentException">The endpoint is no URL.</exception>
    public Prepared Prepare(string? endpoint)
    {
        var next = OtlpExport.Start(endpoint);
        return new Prepared(() => End(Interlocked.Exchange(ref _export, next)), () => End(next));
    }

    /// <summary>Waits until those that were replaced have sent what was left, or until <paramref name="now"/>.</summary>
    public async Task StopAsync(CancellationToken now)
    {
        try
        {
            await _ending.WaitAsync(now);
        }
        catch (OperationCanceledException)
        {
            // What was not sent by now is lost.
        }
    }

    public void Dispose() => Interlocked.Exchange(ref _export, null)?.Dispose();

    // It sends what is left, and waits for seconds where a collector does not answer: no reload waits for that.
    private void End(IDisposable? export)
    {
        if (export is not null)
        {
            _ending = Task.WhenAll(_ending, Task.Run(export.Dispose));
        }
    }
}
