using System.Globalization;
using Goodgate.Explaining;
using Goodgate.Gateway;
using Goodgate.Gateway.Settings;

// Nanoseconds that one exchange in which nothing fails spends on facts for explaining: median of the turns, lowest and highest. The rows below the first are
// parts of it. With --total: the first median only, for bench/run --explaining, which holds it against the CPU of a whole request.
const int Turns = 9;
const int Calls = 1_000_000;
await using var gateway = await GatewayInstance.StartAsync(
    new GatewaySettings
    {
        Listen = [new ListenSettings { Url = "http://127.0.0.1:0" }],
        Admin = new AdminSettings { Listen = "off" },
        Upstreams = [new UpstreamSettings { Name = "app", Servers = ["http://127.0.0.1:80"] }],
        Sites = [new SiteSettings { Name = "app", Hosts = ["*"], Routes = [new RouteSettings { Upstream = "app" }] }],
    },
    TimeProvider.System,
    CancellationToken.None);
var facts = new KeptFacts(gateway);
if (args.Contains("--total", StringComparer.Ordinal))
{
    Console.WriteLine(Measure(facts.Exchange)[Turns / 2].ToString("F1", CultureInfo.InvariantCulture));
    return;
}

Show("all facts of one exchange", facts.Exchange);
Show("four reads of the clock", () => facts.Clock());
Show("objects and ids, with one read", facts.Objects);

static void Show(string name, Action action)
{
    var allocated = GC.GetAllocatedBytesForCurrentThread();
    var nanos = Measure(action);
    var bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / ((Turns + 1) * (double)Calls);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {nanos[Turns / 2]:F0} ns ({nanos[0]:F0} to {nanos[^1]:F0}), {bytes:F0} bytes"));
}

// The first turn warms up: tier 1 with its profile is reached after some ten thousand calls and a tenth of a second.
static double[] Measure(Action action)
{
    var nanos = new double[Turns];
    for (var turn = -1; turn < Turns; turn++)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Calls; i++)
        {
            action();
        }

        if (turn >= 0)
        {
            nanos[turn] = TimeProvider.System.GetElapsedTime(began).TotalNanoseconds / Calls;
        }
    }

    Array.Sort(nanos);
    return nanos;
}
