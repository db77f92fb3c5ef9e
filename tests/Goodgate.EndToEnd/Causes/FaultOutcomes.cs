using System.Collections.Concurrent;
using Goodgate.Lab.Catalogue;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.Causes;

/// <summary>All faults, played once, some at the same time; the tests look at what came of each.</summary>
public sealed class FaultOutcomes : IAsyncLifetime
{
    // Most faults wait for something; more at once would only make two cores busy with each other.
    private const int AtOnce = 8;

    /// <summary>All but the one that only a gateway without root's privileges meets: <see cref="ProcessCauseTests"/>.</summary>
    public static IReadOnlyList<Fault> Played { get; } = [.. Faults.All.Where(fault => fault.CauseId != CauseIds.SocketPermissionDenied)];

    private readonly ConcurrentDictionary<string, FaultOutcome> _outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Exception> _broken = new(StringComparer.Ordinal);

    public Task InitializeAsync() => Parallel.ForEachAsync(
        Played,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (fault, _) =>
        {
            try
            {
                _outcomes[fault.Name] = await FaultPlay.RunAsync(fault);
            }
            catch (Exception e)
            {
                _broken[fault.Name] = e;
            }
        });

    public Task DisposeAsync() => Task.CompletedTask;

    internal FaultOutcome Of(string fault) =>
        _outcomes.TryGetValue(fault, out var outcome) ? outcome : throw new InvalidOperationException($"{fault} could not be played", _broken.GetValueOrDefault(fault));
}
