using System.Collections.Concurrent;
using Goodgate.Cli.Fpm;
using Goodgate.Cli.Watching.Looks;
using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Logs.Watching;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Watching;

/// <summary>What is looked at beside the logs. Each look runs by itself; what it found is taken by the loop.</summary>
internal sealed class WatchProbes
{
    private readonly ConcurrentQueue<WatchFinding> _found = new();
    private readonly ConcurrentQueue<(string Text, bool IsTrouble)> _told = new();
    private readonly List<IProbe> _probes = [];
    private readonly TimeProvider _time;

    private WatchProbes(TimeProvider time) => _time = time;

    public IReadOnlyList<string> Names => [.. _probes.Select(one => one.Name)];

    /// <summary>Reads what was asked for; null when it cannot be, and that was said.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="logs">The logs that are followed.</param>
    /// <param name="session">The call of the program.</param>
    public static WatchProbes? Read(WatchOptions asked, IReadOnlyList<string> logs, Session session)
    {
        var probes = new WatchProbes(session.Time);
        var followed = logs.Select(log => Path.GetFullPath(session.PathOf(log))).ToHashSet(StringComparer.Ordinal);
        foreach (var typed in asked.Pools)
        {
            if (Pools(typed, session) is not { } pools)
            {
                return null;
            }

            probes._probes.AddRange(pools.Select(pool => new PoolProbe(pool.Address, pool.Conf, followed, session)));
        }

        foreach (var typed in asked.StatusUrls)
        {
            if (StatusProbe.Of(typed, session.Time) is not { } probe)
            {
                session.Error.Problem($"--status-url \"{Evidence.Printable(UrlSecrets.Masked(typed), 200)}\": expected http://HOST[:PORT]/PATH or https://…");
                return null;
            }

            probes._probes.Add(probe);
        }

        return probes;
    }

    /// <summary>Looks until it is stopped.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(_probes.Select(one => Task.Run(() => new ProbeLoop(one, _time).RunAsync(new LookOutlet(_found.Enqueue, text => _told.Enqueue((text, false)), text => _told.Enqueue((text, true))), stop), CancellationToken.None)));

    /// <summary>Hands on what was found since.</summary>
    public void Drain(LookOutlet outlet)
    {
        while (_found.TryDequeue(out var finding))
        {
            outlet.Found(finding);
        }

        while (_told.TryDequeue(out var told))
        {
            (told.IsTrouble ? outlet.Warn : outlet.Note)(told.Text);
        }
    }

    // An address, or a pool file with the addresses of its pools.
    private static List<(FpmAddress Address, string? Conf)>? Pools(string typed, Session session)
    {
        if (typed.EndsWith(".conf", StringComparison.Ordinal))
        {
            var path = session.PathOf(typed);
            var read = FpmConfiguration.Read(path);
            var pools = read.Pools.Select(pool => pool.Text("listen") is { } listen ? FpmAddress.Parse(listen, out _) : null).OfType<FpmAddress>().Select(address => (address, (string?)typed)).ToList();
            if (pools.Count > 0)
            {
                return pools;
            }

            session.Error.Problem($"--fpm {Evidence.Printable(typed, 120)}: {(File.Exists(path) ? "it has no pool whose listen can be read" : "no such file")}");
            return null;
        }

        if (FpmAddress.Parse(typed, out var problem) is { } address)
        {
            return [(address, null)];
        }

        session.Error.Problem($"--fpm \"{Evidence.Printable(typed, 120)}\": {problem}, or a pool file");
        return null;
    }
}
