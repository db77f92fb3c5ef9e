using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Linting;
using Goodgate.Gateway.Fpm.Sizing;
using Goodgate.Gateway.Fpm.Status;

namespace Goodgate.Gateway.Tests.Fpm;

/// <summary>Three pools with numbers worked out by hand.</summary>
public sealed class PoolAdviceTests : IDisposable
{
    private const long Mebi = 1024 * 1024;

    private const string SmallServer = """
        [shop]
        user = shop
        listen = /run/php/shop.sock
        listen.owner = www-data
        pm = dynamic
        pm.max_children = 20
        pm.start_servers = 5
        pm.min_spare_servers = 5
        pm.max_spare_servers = 10
        """;

    private const string BusySite = """
        [blog]
        user = blog
        listen = 127.0.0.1:9000
        listen.backlog = 4096
        pm = dynamic
        pm.max_children = 5
        pm.start_servers = 2
        pm.min_spare_servers = 1
        pm.max_spare_servers = 3
        pm.max_requests = 500
        pm.status_path = /status
        ping.path = /ping
        slowlog = /var/log/slow.log
        request_slowlog_timeout = 5
        request_terminate_timeout = 120
        """;

    private const string ManySites = """
        [customer7]
        user = c7
        listen = /run/php/c7.sock
        listen.owner = www-data
        listen.backlog = 64
        pm = ondemand
        pm.max_children = 50
        pm.max_requests = 200
        pm.status_path = /status
        pm.status_listen = /run/php/c7-status.sock
        ping.path = /ping
        slowlog = /var/log/slow.log
        request_slowlog_timeout = 5
        request_terminate_timeout = 20
        """;

    private readonly FpmFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // 1 GiB, 300 MiB of it free; five workers hold 200 MiB, the largest 48. (300 + 200 - 102.4) / 48 = 8.28.
    [Fact]
    public void A_small_server_with_too_many_workers()
    {
        var facts = Facts(SmallServer) with
        {
            Size = Size(total: 1024, available: 300, workers: 5, largest: 48, held: 200, cores: 1),
            Php = new PhpSettings { MaxExecutionTime = 30, MemoryLimit = 256 * Mebi, Opcache = false },
        };
        var advice = PoolAdvice.Of(facts);
        var count = advice[0];
        (count.Id, count.Weight, count.Says).ShouldBe(("max-children", AdviceWeight.Problem, "Lower pm.max_children from 20 to 8: the memory does not carry more."));
        count.Because.ShouldContain("(300 MiB available + 200 MiB that 5 workers hold - 102 MiB reserve) / 48.0 MiB of the largest worker (PSS) = 8; 16 x 1 cores = 16; the smaller is 8");
        count.Because.ShouldContain("20 x 256 MiB = 5.0 GiB");
        count.Lines.ShouldBe(["pm.max_children = 8", "pm.start_servers = 3", "pm.min_spare_servers = 2", "pm.max_spare_servers = 4"]);
        count.Place!.Line.ShouldBe(6);
        advice.Skip(1).Select(one => one.Id).Order(StringComparer.Ordinal).ShouldBe(["max-requests", "opcache", "ping", "slow-log", "status-page", "terminate-timeout"]);
        One(advice, "status-page").Lines.ShouldBe(["pm.status_path = /fpm-status", "pm.status_listen = /run/php/shop-status.sock"]);
        One(advice, "terminate-timeout").Lines.ShouldBe(["request_terminate_timeout = 55s"]);
    }

    // 4 GiB, 2.5 GiB free; five workers hold 150 MiB, the largest 40. (2560 + 150 - 409.6) / 40 = 57.5; 4 cores: 64.
    [Fact]
    public void A_busy_site_with_too_few()
    {
        var facts = Facts(BusySite) with
        {
            Size = Size(total: 4096, available: 2560, workers: 5, largest: 40, held: 150, cores: 4),
            Status = new PoolStatus { Pool = "blog", ProcessControl = "dynamic", MaxChildrenReached = 3, Since = TimeSpan.FromHours(4), Active = 5, Total = 5, MaxActive = 5 },
            Php = new PhpSettings { MaxExecutionTime = 300, Opcache = true },
            Somaxconn = 128,
            DatabaseIsSlow = true,
        };
        var advice = PoolAdvice.Of(facts);
        advice[0].Says.ShouldBe("Raise pm.max_children from 5 to 57.");
        advice[0].Because.ShouldStartWith("pm.max_children was reached 3 times since FPM started 4 hours ago. (2.5 GiB available + 150 MiB that 5 workers hold - 410 MiB reserve) / 40.0 MiB");
        advice[0].Lines.ShouldBe(["pm.max_children = 57", "pm.start_servers = 21", "pm.min_spare_servers = 14", "pm.max_spare_servers = 28"]);
        advice.Skip(1).Select(one => one.Id).Order(StringComparer.Ordinal).ShouldBe(["execution-time", "object-cache", "somaxconn", "status-listen", "terminate-timeout"]);
        One(advice, "somaxconn").Says.ShouldBe("listen.backlog = 4096 is not in force: the kernel cuts it to 128.");
        One(advice, "terminate-timeout").Because.ShouldContain("for up to 60 s more");
        One(advice, "execution-time").Because.ShouldContain("max_execution_time = 300 s, and the gateway waits 60 s");
        One(advice, "status-listen").Lines.ShouldBe(["pm.status_listen = 127.0.0.1:9001"]);
    }

    // 8 GiB, 6 GiB free; three workers hold 90 MiB, the largest 35. (6144 + 90 - 819.2) / 35 = 154.7; 2 cores: 32. 50 workers fit.
    [Fact]
    public void Many_sites_with_enough()
    {
        var facts = Facts(ManySites) with
        {
            Size = Size(total: 8192, available: 6144, workers: 3, largest: 35, held: 90, cores: 2),
            Status = new PoolStatus { Pool = "customer7", ProcessControl = "ondemand", Active = 1, Idle = 2, Total = 3, MaxActive = 12 },
            Queue = new QueueReading(0, 64, null),
            Php = new PhpSettings { MaxExecutionTime = 15, Opcache = true },
            Somaxconn = 4096,
        };
        facts.Size!.ByMemory.ShouldBe(154);
        PoolAdvice.Of(facts).ShouldBeEmpty();

        // All workers busy, people wait, and the processors have more workers than they can use.
        var full = PoolAdvice.Of(facts with { Status = facts.Status! with { Active = 50, Idle = 0, Total = 50 }, Queue = new QueueReading(12, 64, null) });
        full.ShouldHaveSingleItem().Says.ShouldBe("Make the scripts that hold the workers faster; more than the 50 workers will not help.");
        full[0].Because.ShouldStartWith("12 requests wait for a worker.");
    }

    // 511 waiting x 4 s / 20 workers = 102 s; the gateway gives up after 60: 60 x 20 / 4 = 300.
    [Fact]
    public void A_queue_longer_than_anybody_waits()
    {
        var advice = One(PoolAdvice.Of(Facts(SmallServer) with
        {
            Queue = new QueueReading(0, 511, null),
            Status = new PoolStatus { Pool = "shop", ProcessControl = "dynamic", Idle = 1, Processes = [Worker(1, 2), Worker(2, 6), new PoolProcess { Pid = 3, State = "Idle" }] },
        }), "backlog");
        advice.Because.ShouldBe("511 waiting x 4.00 s a request / 20 workers = 102 s until the last one is served; the gateway gives up after 60 s, and FPM would work for nobody. (2 requests measured.)");
        advice.Lines.ShouldBe(["listen.backlog = 300"]);
    }

    // FPM prints the difference of two times without its sign, and the clock was set back: up to 142 years.
    [Fact]
    public void A_request_that_took_a_century_is_not_believed()
    {
        var facts = new PoolFacts
        {
            Queue = new QueueReading(0, 511, null),
            Status = new PoolStatus { Pool = "shop", ProcessControl = "dynamic", Idle = 1, Total = 2, Processes = [Worker(1, 2), Worker(2, 2_000_000_000)] },
        };
        One(PoolAdvice.Of(facts), "backlog").Because.ShouldContain("511 waiting x 2.00 s");
    }

    [Fact]
    public void A_static_pool_that_was_ever_all_busy_is_short_of_workers()
    {
        var facts = new PoolFacts
        {
            Size = Size(total: 4096, available: 2560, workers: 2, largest: 40, held: 60, cores: 1),
            Status = new PoolStatus { Pool = "a", ProcessControl = "static", Total = 2, MaxActive = 2, Active = 1, Idle = 1, Since = TimeSpan.FromMinutes(3), Processes = [Worker(1, 1)] },
        };
        var advice = PoolAdvice.Of(facts).ShouldHaveSingleItem();
        advice.Says.ShouldBe("Raise pm.max_children to 16.");
        advice.Because.ShouldStartWith("All 2 workers were busy at once since FPM started 3 minutes ago.");
        advice.Because.ShouldEndWith("No worker has served 20 requests yet: measure again under load.");
        advice.Lines.ShouldBe(["pm.max_children = 16"]);
    }

    // max_execution_time has to come before request_terminate_timeout, and that before the gateway.
    [Theory]
    [InlineData(30, 40, false)]
    [InlineData(30, 20, true)]
    [InlineData(0, 40, true)]
    public void PHP_is_to_end_a_script_before_FPM_does(int php, int fpm, bool advised) => PoolAdvice
        .Of(Facts(ManySites.Replace("timeout = 20", $"timeout = {fpm}", StringComparison.Ordinal)) with { Php = new PhpSettings { MaxExecutionTime = php } })
        .Any(one => one.Id == "execution-time").ShouldBe(advised);

    // Whatever the memory, FPM must start with what is advised.
    [Fact]
    public void Every_advised_pool_passes_the_lint()
    {
        for (var available = 1; available < 40_000; available += (available / 7) + 1)
        {
            var size = Size(total: 1024, available, workers: 1, largest: 40, held: 40, cores: 64);
            var n = size.MaxChildren;
            var lines = string.Join('\n', [$"pm.max_children = {n}", $"pm.start_servers = {PoolSize.Start(n)}", $"pm.min_spare_servers = {PoolSize.MinSpare(n)}", $"pm.max_spare_servers = {PoolSize.MaxSpare(n)}"]);
            PoolLint.Check(_folder.Read($"[a]\nuser = a\nlisten = 127.0.0.1:9000\npm = dynamic\n{lines}\n")).ShouldBeEmpty(lines);
        }
    }

    private static Advice One(IReadOnlyList<Advice> advice, string id) => advice.Where(one => one.Id == id).ShouldHaveSingleItem();

    private static PoolProcess Worker(int pid, int seconds) => new() { Pid = pid, State = "Running", Requests = 1, Duration = TimeSpan.FromSeconds(seconds) };

    private static PoolSize Size(long total, long available, int workers, long largest, long held, int cores) =>
        new(new MachineMemory(total * Mebi, available * Mebi, false), new WorkerMemory(workers, largest * Mebi, held * Mebi, true), cores);

    private PoolFacts Facts(string pool)
    {
        var read = _folder.Read(pool);
        PoolLint.Check(read).ShouldBeEmpty();
        return new PoolFacts { Pool = read.Pools.ShouldHaveSingleItem() };
    }
}
