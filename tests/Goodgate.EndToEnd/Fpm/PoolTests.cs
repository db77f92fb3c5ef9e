using System.Diagnostics;
using System.Runtime.Versioning;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Gateway.Fpm.Sizing;

namespace Goodgate.EndToEnd.Fpm;

/// <summary>What is known of a real PHP-FPM pool.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PoolTests
{
    private const string Sleep = "sleep(600);";

    [Fact]
    public async Task A_pool_at_rest_says_who_it_is()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2", "listen.backlog = 30");
        (await fpm.RunAsync("echo 6 * 7;")).Body.ToArray().ShouldBe("42"u8.ToArray());

        var status = (await fpm.StatusAsync()).Status.ShouldNotBeNull();
        (status.Pool, status.ProcessControl, status.Total, status.Accepted).ShouldBe(("site", "static", 2, 1));
        status.Processes.Sum(process => process.Requests).ShouldBe(1);
        var (reply, good) = await new PoolPoll(fpm.StatusAddress, fpm.Address, TimeProvider.System).PingAsync("/ping", "pong", TimeSpan.FromSeconds(60), CancellationToken.None);
        good.ShouldBeTrue(reply.ToString());
        KernelQueue.OfUnix(fpm.Socket).ShouldBe(new QueueReading(0, 30, null));
    }

    [Fact]
    public async Task A_page_that_is_off_is_told_from_one_that_is_on()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 1");
        var reply = await new PoolPoll(fpm.StatusAddress, fpm.Address, TimeProvider.System).StatusAsync("/other", TimeSpan.FromSeconds(60), CancellationToken.None);
        reply.Status.ShouldBeNull();
        reply.Problem.ShouldBe("FPM answers 404 to /other: pm.status_path is something else, or off");
        reply.Reply.Errors.ShouldContain("Primary script unknown");
    }

    // FPM says 0 while seven wait, and its own page on the pool's socket waits with them.
    [Fact]
    public async Task Of_a_full_pool_the_kernel_knows_the_queue_and_the_status_who_holds_it()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2", "listen.backlog = 20");
        var requests = Enumerable.Range(0, 9).Select(_ => fpm.RunAsync(Sleep)).ToList();
        await Eventually.IsSoAsync(() => KernelQueue.OfUnix(fpm.Socket).Waiting == 7, "two of nine are taken and seven wait");

        // FPM counts its active workers once a second.
        await Eventually.IsSoAsync(() => fpm.StatusAsync().Result.Status?.Active == 2, "FPM says so too");

        var status = (await fpm.StatusAsync()).Status.ShouldNotBeNull();
        (status.Active, status.Idle, status.ListenQueue).ShouldBe((2, 0, 0));
        status.Busy.Count(process => process.Script?.EndsWith(".php", StringComparison.Ordinal) == true).ShouldBe(2);
        KernelQueue.OfUnix(fpm.Socket).ShouldBe(new QueueReading(7, 20, null));
        var own = await new PoolPoll(fpm.Address, fpm.Address, TimeProvider.System).StatusAsync("/status", TimeSpan.FromSeconds(1), CancellationToken.None);
        own.Reply.Outcome.ShouldBe(FpmOutcome.NoAnswer);

        var workers = new WorkerMemoryReader().Measure(status.Processes.Select(process => process.Pid)).ShouldNotBeNull();
        workers.Workers.ShouldBe(2);
        workers.Largest.ShouldBeInRange(256 * 1024, 512L * 1024 * 1024);
        var advice = PoolAdvice.Of(new PoolFacts { Pool = fpm.Pool, Status = status, Queue = KernelQueue.OfUnix(fpm.Socket), Size = new PoolSize(MachineMemory.Read(status.Processes[0].Pid)!, workers, 2) })[0];
        (advice.Id, advice.Weight).ShouldBe(("max-children", AdviceWeight.Problem));
        advice.Because.ShouldContain("requests wait for a worker.");
        requests.ShouldAllBe(request => !request.IsCompleted);
    }

    // Eight requests of two seconds each, and a visitor waits nine: one worker serves four of them, the advised pool all.
    [Fact]
    public async Task The_advised_pool_survives_the_load_that_broke_the_old_one()
    {
        IReadOnlyList<string> advised;
        using (var old = await PhpFpm.StartAsync("pm = static", "pm.max_children = 1"))
        {
            var load = LoadAsync(old);
            await Eventually.IsSoAsync(() => KernelQueue.OfUnix(old.Socket).Waiting > 3, "requests wait");

            // FPM counts its active workers once a second.
            await Eventually.IsSoAsync(() => old.StatusAsync().Result.Status?.Active == 1, "FPM says so too");
            var status = (await old.StatusAsync()).Status.ShouldNotBeNull();
            var workers = new WorkerMemoryReader().Measure(status.Processes.Select(process => process.Pid)).ShouldNotBeNull();
            var size = new PoolSize(MachineMemory.Read(status.Processes[0].Pid)!, workers, Environment.ProcessorCount);
            advised = PoolAdvice.Of(new PoolFacts { Pool = old.Pool, Status = status, Queue = KernelQueue.OfUnix(old.Socket), Size = size })[0].Lines;
            (await load).ShouldBeLessThan(5);
        }

        using var better = await PhpFpm.StartAsync(["pm = static", .. advised]);
        (await LoadAsync(better)).ShouldBe(8, string.Join(", ", advised));
    }

    [Fact]
    public async Task Two_workers_that_die_in_one_second_are_told_apart()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 3", "request_terminate_timeout = 1s");
        var begun = TimeProvider.System.GetLocalNow();
        var crash = fpm.RunAsync("usleep(1500000); posix_kill(getmypid(), 11);");
        var late = fpm.RunAsync(Sleep);
        (await Task.WhenAll(crash, late)).ShouldAllBe(reply => reply.Outcome == FpmOutcome.Broken);

        IReadOnlyList<FpmEvent> events = [];
        await Eventually.IsSoAsync(() => (events = new FpmLogTail(fpm.Log, TimeZoneInfo.Local).Since(begun, out _)).Count(one => one.IsDeath) == 2, "FPM wrote down both deaths");
        foreach (var death in events.Where(one => one.IsDeath))
        {
            FpmLogTail.DeathOf(events, death.Pid)!.Script.ShouldNotBeNull().ShouldEndWith(".php");
        }

        events.Where(one => one.IsDeath).Select(one => FpmLogTail.DeathOf(events, one.Pid)!.Script).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_worker_that_is_killed_is_found_in_the_log_by_its_pid()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        var begun = TimeProvider.System.GetLocalNow();
        var request = fpm.RunAsync(Sleep);
        var pid = 0;
        await Eventually.IsSoAsync(() => (pid = fpm.StatusAsync().Result.Status?.Busy.FirstOrDefault(one => one.Script?.EndsWith(".php", StringComparison.Ordinal) == true)?.Pid ?? 0) > 0, "a worker is busy");
        using (Process.Start("kill", ["-SEGV", $"{pid}"]))
        {
            (await request).Outcome.ShouldBe(FpmOutcome.Broken);
        }

        FpmEvent? death = null;
        await Eventually.IsSoAsync(() => (death = FpmLogTail.DeathOf(new FpmLogTail(fpm.Log, TimeZoneInfo.Local).Since(begun, out _), pid)) is not null, "FPM wrote down the death");
        (death!.Signal, death.Pool).ShouldBe((11, "site"));
        death.SignalName.ShouldNotBeNull().ShouldStartWith("SIGSEGV");
    }

    [Fact]
    public async Task The_program_shows_it_and_exits_1_for_a_full_pool()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 1", "listen.backlog = 50");
        (await ShowAsync(fpm)).ExitCode.ShouldBe(0);
        var requests = Enumerable.Range(0, 4).Select(_ => fpm.RunAsync(Sleep)).ToList();
        await Eventually.IsSoAsync(() => KernelQueue.OfUnix(fpm.Socket).Waiting == 3, "three wait");
        var (exitCode, said) = await ShowAsync(fpm);
        exitCode.ShouldBe(1, said);
        said.ShouldContain("workers   1 busy, 0 idle, of 1 there may be");
        said.ShouldContain("queue     3 wait, room for 50 (from the kernel; FPM itself says 0 for every Unix socket)");
        said.ShouldContain("problem: Raise pm.max_children from 1 to ");
        requests.Count(request => request.IsCompleted).ShouldBe(0);
    }

    private static async Task<int> LoadAsync(PhpFpm fpm)
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fpm.RunAsync("sleep(2); echo 'good';", TimeSpan.FromSeconds(9))));
        return replies.Count(reply => reply.Body.Span.SequenceEqual("good"u8));
    }

    private static async Task<(int ExitCode, string Said)> ShowAsync(PhpFpm fpm)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "goodgate.dll"), "fpm", $"unix:{fpm.Socket}", "--conf", fpm.Conf])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
