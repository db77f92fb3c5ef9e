using Goodgate.Allocations;
using Goodgate.Gateway.Settings;

// What the steady path leaves behind per request: bytes, and which types. Client and origin allocate nothing (the first line proves it), so
// what is counted is the gateway's and Kestrel's.
// With --totals: the bytes only, as rows of a table.
const int Requests = 100_000;
var totals = args.Contains("--totals", StringComparer.Ordinal);

using var origin = new QuietOrigin();

// The gateway first: it sets how sockets complete, which .NET reads once.
await using var gateway = await SteadyGateway.StartAsync(origin.Port);
await using var cached = await SteadyGateway.StartAsync(origin.Port, new CacheSettings { Mode = CacheMode.WordPress });
await using var kestrel = await BareKestrel.StartAsync();
(string Name, int Port, Request Request)[] paths =
[
    ("origin alone (must be 0)", origin.Port, Request.Get),
    ("Kestrel alone, GET", kestrel.Port, Request.Get),
    ("Kestrel alone, GET as a browser sends it", kestrel.Port, Request.BrowserGet),
    ("gateway, GET", gateway.Port, Request.Get),
    ("gateway, GET as a browser sends it", gateway.Port, Request.BrowserGet),
    ("gateway, GET of 64 KiB", gateway.Port, Request.LargeGet),
    ("gateway, GET from its cache", cached.Port, Request.Get),
    ("gateway, GET from its cache as a browser sends it", cached.Port, Request.BrowserGet),
    ("gateway, POST of 1 KiB", gateway.Port, Request.SmallPost),
    ("gateway, POST of 64 KiB", gateway.Port, Request.LargePost),
];
using var tally = new TypeTally();
foreach (var (name, port, request) in paths)
{
    using var clients = new QuietClients(port, request);
    clients.Run(Requests);
    var before = GC.GetTotalAllocatedBytes(precise: true);
    clients.Run(Requests);
    var perRequest = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Requests;
    Console.WriteLine(totals ? $"| {name} | {perRequest:F0} |" : $"{name}: {perRequest:F1} bytes per request");
    if (totals)
    {
        continue;
    }

    tally.Watch(() => clients.Run(Requests));
    foreach (var line in tally.Describe(perRequest))
    {
        Console.WriteLine(line);
    }
}
