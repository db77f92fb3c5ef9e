using System.Net.Sockets;
using Goodgate.Cli.Fpm;
using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Cli.Watching.Looks;

/// <summary>Looks at a PHP-FPM pool as <c>goodgate fpm</c> does: full, its queue, not reachable, workers that died.</summary>
internal sealed class PoolProbe : IProbe
{
    private readonly PoolLook _look;
    private readonly FpmAddress _address;
    private readonly TimeProvider _time;
    private readonly bool _readsLog;
    private DateTimeOffset _seen;
    private string? _told;

    /// <param name="address">Where the pool listens.</param>
    /// <param name="conf">Its file; null: it is searched.</param>
    /// <param name="followed">Full paths of the logs that are followed: what they say is not told twice.</param>
    /// <param name="session">The call of the program.</param>
    public PoolProbe(FpmAddress address, string? conf, IReadOnlyCollection<string> followed, Session session)
    {
        var source = PoolSource.For(address, conf, session);
        _address = address;
        _time = session.Time;
        _look = new PoolLook(new FpmOptions(address, conf, null, Watch: true, Json: false), source, session);
        _readsLog = source.Log is { } log && !followed.Contains(Path.GetFullPath(log));
        _seen = _time.GetUtcNow();
        Name = $"PHP-FPM pool {PoolWords.Shown(source.Pool?.Name is { } name ? $"{name} at {address}" : address.ToString())}";
    }

    public string Name { get; }

    /// <summary>One look.</summary>
    public async Task OnceAsync(LookOutlet outlet, CancellationToken stop) => Look(await _look.TakeAsync(before: null).WaitAsync(stop), outlet);

    /// <summary>What a look shows.</summary>
    public void Look(PoolSnapshot seen, LookOutlet outlet)
    {
        if (Sign(seen) is { } sign)
        {
            outlet.Found(sign.Finding(Name, seen.Time));
        }
        else if (seen.Trouble is { } trouble)
        {
            // A page that is off, a socket that we may not open: of no visitor's concern.
            if (trouble != _told)
            {
                outlet.Warn($"{Name}: {Evidence.Printable(trouble, 400)}");
            }

            _told = trouble;
        }
        else
        {
            _told = null;
        }

        // FPM writes whole seconds: those of a second that is not over would come again.
        foreach (var one in seen.Events.Where(one => _readsLog && one.Time >= _seen && one.Time < Second(seen.Time)))
        {
            if (Sign(one) is { } happened)
            {
                outlet.Found(happened.Finding(Name, seen.Time));
            }
        }

        _seen = Second(seen.Time);
    }

    private LookSign? Sign(PoolSnapshot seen)
    {
        var sign = (seen.Reply?.Outcome, seen.Reply?.Error) switch
        {
            (FpmOutcome.NotConnected, SocketError.ConnectionRefused) => Happening.Refused,
            (FpmOutcome.NotConnected, SocketError.AddressNotAvailable) when _address.IsUnix => Happening.NotFound,
            (FpmOutcome.NotConnected, _) when _address.SocketPath is { } path && !File.Exists(path) => Happening.NotFound,
            (FpmOutcome.NotConnected, SocketError.WouldBlock) => Happening.QueueFull,
            (FpmOutcome.NotConnected, SocketError.TimedOut) => Happening.TimedOut,
            (FpmOutcome.NoAnswer, _) => Happening.WorkersExhausted,
            _ => (Happening?)null,
        };
        if (sign is { } what)
        {
            return new LookSign("php-fpm", what, seen.Trouble ?? "the pool does not answer") { Phase = what == Happening.WorkersExhausted ? null : Phase.Connect, Server = _address.ToString(), Pool = Pool(seen) };
        }

        return seen switch
        {
            { Queue.IsFull: true } => new LookSign("php-fpm", Happening.QueueFull, $"the queue is full: {PoolWords.Queue(seen.Queue)}") { Server = _address.ToString(), Pool = Pool(seen) },
            { Status: { Idle: 0 } status, Queue.Waiting: > 0 } =>
                new LookSign("php-fpm", Happening.WorkersExhausted, $"{FpmStatus.AllBusy(status.Active)}; {PoolWords.Queue(seen.Queue)}{FpmStatus.Longest(status)}") { Pool = Pool(seen) },
            _ => null,
        };
    }

    private static LookSign? Sign(FpmEvent one)
    {
        Happening? what = one.Kind switch
        {
            FpmEventKind.Killed or FpmEventKind.Exited when one.IsDeath => Happening.WorkerCrashed,
            FpmEventKind.TimedOut => Happening.WorkerTimedOut,
            FpmEventKind.MaxChildren or FpmEventKind.ProcessMax => Happening.WorkersExhausted,
            FpmEventKind.CrashStorm => Happening.WorkerCrashed,
            _ => null,
        };
        return what is { } known ? new LookSign("php-fpm", known, PoolWords.Event(one)) { Pool = one.Pool, Script = one.Script, Time = one.Time } : null;
    }

    private static string? Pool(PoolSnapshot seen) => seen.PoolName.Length > 0 ? seen.PoolName : null;

    private static DateTimeOffset Second(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
