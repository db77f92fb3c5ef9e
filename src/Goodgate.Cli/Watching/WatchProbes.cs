using System.Collections.Concurrent;
using Goodgate.Logs.Watching;

namespace Goodgate.Cli.Watching;

/// <summary>What is looked at beside the logs. Each look runs by itself; what it found is taken by the loop.</summary>
internal sealed class WatchProbes
{
    private readonly ConcurrentQueue<WatchFinding> _found = new();
    private readonly ConcurrentQueue<string> _told = new();
    private readonly List<(string Name, Func<CancellationToken, Task> Run)> _probes = [];

    public IEnumerable<string> Names => _probes.Select(one => one.Name);

    /// <summary>Reads what was asked for; null when it cannot be, and that was said.</summary>
    public static WatchProbes? Read(WatchOptions asked, Session session) => new();

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(_probes.Select(one => one.Run(stop)));

    /// <summary>Hands on what was found since.</summary>
    public void Drain(Action<WatchFinding> found, Action<string> told)
    {
        while (_found.TryDequeue(out var finding))
        {
            found(finding);
        }

        while (_told.TryDequeue(out var text))
        {
            told(text);
        }
    }
}
