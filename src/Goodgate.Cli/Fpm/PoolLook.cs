using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Fpm.Access;
using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Linting;
using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Gateway.Fpm.Sizing;
using Goodgate.Gateway.Fpm.Status;
using Goodgate.Gateway.Upstreams.UnixSockets;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Fpm;

/// <summary>Looks at a pool: asks FPM, the kernel, the memory and the log, and has it all judged.</summary>
internal sealed class PoolLook(FpmOptions options, PoolSource source, Session session)
{
    // A worker that is free answers within a millisecond; a full pool does not answer at all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // A socket's path has at most 107 bytes; names of hosts have more.
    private const int LongestAddress = 255;

    private static readonly TimeSpan LogSpan = TimeSpan.FromHours(1);
    private static readonly FpmEventKind[] Telling =
        [FpmEventKind.Killed, FpmEventKind.Exited, FpmEventKind.TimedOut, FpmEventKind.MaxChildren, FpmEventKind.ProcessMax, FpmEventKind.Reloading, FpmEventKind.CrashStorm, FpmEventKind.Stopping, FpmEventKind.Failed];

    // Names people give it, when no file says.
    private static readonly string[] UsualPaths = ["/fpm-status", "/status"];

    private readonly PhpSettings _php = source.File is { } file ? PhpSettings.Read(source.Pool, source.Pool?.Place.File ?? file) : new PhpSettings();
    private readonly IReadOnlyList<FpmProblem> _lint = source.Read is { } read ? PoolLint.Check(read, source.Pool) : [];
    private FpmReply? _unreached;
    private string? _statusPath = options.StatusPath ?? source.Pool?.Text("pm.status_path");

    /// <summary>Takes a look.</summary>
    /// <param name="before">The look before, for rates.</param>
    public async Task<PoolSnapshot> TakeAsync(PoolSnapshot? before)
    {
        _unreached = null;

        // The queue first: our own question may stand in it.
        var queue = await QueueAsync();
        var (status, trouble, remedy) = await StatusAsync(queue);
        var pids = status is not null ? status.Processes.Select(process => process.Pid) : source.Pool is { } pool ? new WorkerSearch().Of(pool.Name) : [];
        var workers = new WorkerMemoryReader().Measure(pids);
        var machine = workers is null ? null : MachineMemory.Read(pids.First());
        var now = session.Time.GetUtcNow();
        var facts = new PoolFacts
        {
            Pool = source.Pool,
            Status = status,
            Queue = queue,
            Size = workers is null || machine is null ? null : new PoolSize(machine, workers, Environment.ProcessorCount),
            Somaxconn = ReadSomaxconn(),
            Php = _php,
            DatabaseIsSlow = source.Pool?.Text("slowlog") is { } slow && SlowLog.BlamesDatabase(slow),
        };
        return new PoolSnapshot
        {
            Time = now,
            Address = options.Address,
            Source = source,
            Trouble = trouble,
            Reply = _unreached,
            Remedy = remedy,
            Status = status,
            Queue = trouble is not null && queue.Waiting is null ? null : queue,
            Workers = workers,
            Machine = machine,
            Rate = Rate(before, status, now),
            Events = source.Log is { } log ? [.. new FpmLogTail(log, session.Time.LocalTimeZone).Since(now - LogSpan, out _).Where(one => Telling.Contains(one.Kind))] : [],
            Advice = PoolAdvice.Of(facts),
            Lint = _lint,
        };
    }

    private async Task<QueueReading> QueueAsync()
    {
        if (options.Address.SocketPath is { } path)
        {
            return KernelQueue.OfUnix(path);
        }

        try
        {
            return IPAddress.TryParse(options.Address.Host, out var address) || (address = (await Dns.GetHostAddressesAsync(options.Address.Host, session.Signals.Stop)).FirstOrDefault()) is not null
                ? KernelQueue.OfTcp(new IPEndPoint(address, options.Address.Port))
                : new QueueReading(null, null, "its name has no address");
        }
        catch (SocketException)
        {
            return new QueueReading(null, null, "its name cannot be resolved");
        }
    }

    private async Task<(PoolStatus? Status, string? Trouble, IReadOnlyList<string> Remedy)> StatusAsync(QueueReading queue)
    {
        var at = StatusAddress();
        var poll = new PoolPoll(at, options.Address, session.Time);
        string[] paths = _statusPath is { } known ? [known] : UsualPaths;
        PoolStatusReply? last = null;
        foreach (var path in paths)
        {
            last = await poll.StatusAsync(path, Patience, session.Signals.Stop);
            if (last.Status is { } status)
            {
                _statusPath = path;
                return (status, null, []);
            }

            if (last.Reply.Outcome != FpmOutcome.Answered)
            {
                _unreached = last.Reply;
                return (null, Unreached(last.Reply, at, Evidence.Printable(at.ToString(), LongestAddress), queue), []);
            }
        }

        var lines = SightAdvice.StatusLines(source.Pool?.Text("listen") ?? options.Address.SocketPath);
        return source.Pool is { } pool && pool.Find("pm.status_path") is null && options.StatusPath is null
            ? (null, $"FPM answers, but its status page is off ({pool.Place}). Two lines in the pool file turn it on, then reload FPM", lines)
            : (null, _statusPath is null
                ? $"FPM answers, but has no status page at {string.Join(" or ", UsualPaths)}. If it is somewhere else, say where with --status-path; if it is off, two lines in the pool file turn it on, then reload FPM"
                : $"{Evidence.Printable(last!.Problem ?? "", 300)}. Two lines in the pool file turn it on, then reload FPM", lines);
    }

    // Of the socket that the status page has of its own, when the file says so and it is there.
    private FpmAddress StatusAddress() => source.Pool?.Text("pm.status_listen") is { } listen && FpmAddress.Parse(listen, out _) is { } own && (own.SocketPath is not { } path || File.Exists(path)) ? own : options.Address;

    private static string Unreached(FpmReply reply, FpmAddress address, string at, QueueReading queue) => (reply.Outcome, reply.Error) switch
    {
        (FpmOutcome.NotConnected, SocketError.AccessDenied) when address.SocketPath is { } path => SocketAccess.WhyDenied(path, Caller.OfProcess()),
        (FpmOutcome.NotConnected, SocketError.ConnectionRefused) when address.SocketPath is { } path && !SocketEvidence.IsSocket(path) => SocketAccess.WhyMissing(path),
        (FpmOutcome.NotConnected, SocketError.ConnectionRefused) when address.IsUnix => $"nobody listens on {at}: the file was left behind by an FPM that is not running any more",
        (FpmOutcome.NotConnected, SocketError.ConnectionRefused) => $"nobody listens on {at}: FPM is not running, or listens elsewhere",
        (FpmOutcome.NotConnected, SocketError.WouldBlock) => $"the queue of {at} is full{Waiting(queue)}: connections are turned away",
        (FpmOutcome.NotConnected, SocketError.TimedOut) => $"{at} does not take the connection within {Patience.TotalSeconds:0} s{Waiting(queue)}: its queue is full, or something drops the packets",
        (FpmOutcome.NotConnected, SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData) => $"the name {Evidence.Printable(address.Host, LongestAddress)} has no address",
        (FpmOutcome.NotConnected, _) when address.SocketPath is { } path && !File.Exists(path) => SocketAccess.WhyMissing(path),
        (FpmOutcome.NotConnected, var error) => $"{at} cannot be connected to: {error}",
        (FpmOutcome.NoAnswer, _) => $"no worker answered within {Patience.TotalSeconds:0} s{Waiting(queue)}: all of them are busy, and the status page needs one too unless pm.status_listen gives it a socket of its own",
        (FpmOutcome.NotFastCgi, _) => $"{at}: {reply.Instead}",
        _ => $"{at} closed the connection without an answer: a worker died, or listen.allowed_clients does not let this machine in",
    };

    private static string Waiting(QueueReading queue) => queue.Waiting is { } waiting ? $" ({waiting} wait, room for {queue.Room}, says the kernel)" : "";

    private static double? Rate(PoolSnapshot? before, PoolStatus? status, DateTimeOffset now) =>
        before?.Status is { } old && status is not null && now > before.Time && status.Accepted >= old.Accepted ? (status.Accepted - old.Accepted) / (now - before.Time).TotalSeconds : null;

    private static int? ReadSomaxconn()
    {
        try
        {
            return int.TryParse(File.ReadAllText("/proc/sys/net/core/somaxconn").Trim(), out var number) ? number : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
