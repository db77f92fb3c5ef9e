using System.Text;
using System.Text.Json;
using Goodgate.EndToEnd.Causes;
using Goodgate.Lab.Catalogue;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>
/// The program itself and nginx in a network of their own, with packet filters and routes between them; every <see cref="Block"/> is met once.
/// Where no such network can be had, the lab's full accept queue, which drops packets as a firewall does, stands in.
/// </summary>
public sealed class BlockedNetwork : IAsyncLifetime
{
    private const string Admin = "http://127.0.0.1:9502";
    private const string Gateway = "http://127.0.0.1:8080";

    // Looks again every 100 ms, for a minute at most.
    private const string Functions = "up() { n=0; until curl -s -o /dev/null \"$1\"; do n=$((n+1)); [ $n -lt 600 ] || return 1; sleep 0.1; done; }\n"
        + "status() { curl -s -o /dev/null -w '%{http_code} ' --max-time 60 \"$1\"; }";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-blocked-");
    private Dictionary<string, int> _statuses = [];
    private Dictionary<string, JsonElement> _verdicts = [];

    /// <summary>Why there is no such network here; empty when there is.</summary>
    public string WhyNot { get; private set; } = "";

    /// <summary>What came of the full accept queue; null when the network could be had.</summary>
    internal FaultOutcome? StandIn { get; private set; }

    /// <summary>Statuses the servers gave before there was any filter, asked directly.</summary>
    public string Before { get; private set; } = "";

    public async Task InitializeAsync()
    {
        (var opened, WhyNot) = await NetworkNamespace.OpenAsync();
        if (opened is null)
        {
            StandIn = await FaultPlay.RunAsync(Faults.Find(CauseIds.ConnectTimeout)!);
            return;
        }

        await using var network = opened;
        await ServeAsync(network);
        await BlockAsync(network);
        var statuses = (await network.RunAsync($"for name in {Names}; do status {Gateway}/$name; done")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _statuses = Block.All.Zip(statuses).ToDictionary(pair => pair.First.Name, pair => int.Parse(pair.Second.Trim()));
        using var said = JsonDocument.Parse(await network.RunAsync($"curl -s {Admin}/api/verdicts"));
        _verdicts = said.RootElement.GetProperty("verdicts").EnumerateArray()
            .ToDictionary(verdict => verdict.GetProperty("upstream").GetString()!, verdict => verdict.Clone());
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Status the client got, and the verdict in <c>/api/verdicts</c>.</summary>
    internal (int Status, JsonElement Verdict) Of(Block block) => (_statuses[block.Name], _verdicts[block.Name]);

    private static string Names => string.Join(' ', Block.All.Select(block => block.Name));

    private static IEnumerable<Block> Filtered => Block.All.Where(block => block.Filter is not null);

    private async Task ServeAsync(NetworkNamespace network)
    {
        var nginx = Write("nginx.conf", Nginx());
        var settings = Write("goodgate.yaml", Settings());
        await network.RunAsync(Functions);

        // nginx returns when it listens.
        await network.RunAsync($"nginx -p {_folder.FullName} -e stderr -c {nginx}");
        var program = Path.Combine(AppContext.BaseDirectory, "goodgate.dll");
        await network.RunAsync($"dotnet exec {program} run -c {settings} >{_folder.FullName}/goodgate.log 2>&1 & up {Admin}/readyz || {{ cat {_folder.FullName}/goodgate.log; false; }}");
        Before = await network.RunAsync($"for port in {string.Join(' ', Filtered.Select(block => block.Port))}; do status http://127.0.0.1:$port/; done");
    }

    private async Task BlockAsync(NetworkNamespace network)
    {
        await network.RunAsync($"nft -f {Write("rules.nft", Rules())}");
        foreach (var block in Block.All.Where(block => block.Route is not null))
        {
            await network.RunAsync($"ip route replace {block.Route}");
        }
    }

    private static string Rules()
    {
        var rules = new StringBuilder("table inet blocked {\n");
        foreach (var chain in Filtered.GroupBy(block => block.Chain))
        {
            rules.Append($" chain {chain.Key} {{\n  type filter hook {chain.Key} priority 0\n");
            foreach (var block in chain)
            {
                rules.Append($"  tcp dport {block.Port} {block.Filter}\n");
            }

            rules.Append(" }\n");
        }

        return rules.Append("}\n").ToString();
    }

    private static string Nginx()
    {
        var ports = string.Concat(Filtered.Select(block => $"  listen 127.0.0.1:{block.Port};\n"));
        return NginxServer.Configuration($" server {{\n{ports}  location / {{ return 200 served; }}\n }}");
    }

    private static string Settings()
    {
        var settings = new StringBuilder($"listen: [{Gateway}]\nadmin: {{listen: '127.0.0.1:9502'}}\nupstreams:\n");
        foreach (var block in Block.All)
        {
            settings.Append($"  {block.Name}: {{servers: ['{block.Server}'], timeouts: {{connect: 500ms}}, retries: 0}}\n");
        }

        settings.Append("sites:\n  all:\n    hosts: ['*']\n    routes:\n");
        foreach (var block in Block.All)
        {
            settings.Append($"      - {{path: /{block.Name}, upstream: {block.Name}}}\n");
        }

        return settings.ToString();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
