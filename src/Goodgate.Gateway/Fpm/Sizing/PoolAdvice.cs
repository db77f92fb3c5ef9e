namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>What to change about a pool, from its file, its status, the kernel's queue and the memory of the machine.</summary>
public static class PoolAdvice
{
    /// <summary>Problems first; each kind of advice once at most.</summary>
    public static IReadOnlyList<Advice> Of(PoolFacts facts) =>
    [
        .. WorkerAdvice.Of(facts).Concat(QueueAdvice.Of(facts)).Concat(TimeAdvice.Of(facts)).Concat(SightAdvice.Of(facts)).Concat(PhpAdvice.Of(facts)).OrderBy(one => one.Weight),
    ];
}
