using System.Globalization;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Load;

/// <summary>wrk on the load core: one thread, connections kept alive.</summary>
public sealed class LoadGenerator(Workplace workplace)
{
    private const string Mark = "result";

    // wrk hands its counts to done(); read from there they need no parsing of units.
    private const string Done = $"""
        function done(summary, latency, requests)
            local e = summary.errors
            print(string.format("{Mark} %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
                e.connect + e.read + e.write + e.timeout + e.status))
        end

        """;

    private const string Upload = """
        wrk.method = "POST"
        wrk.body = string.rep("x", 65536)

        """;

    private const string Paced = """
        function delay() return math.random(0, 16) end

        """;

    private readonly Dictionary<LoadScript, string> _scripts = new()
    {
        [LoadScript.Get] = workplace.Write("get.lua", Done),
        [LoadScript.Upload] = workplace.Write("upload.lua", Upload + Done),
        [LoadScript.Paced] = workplace.Write("paced.lua", Paced + Done),
    };

    /// <summary>Loads one proxy.</summary>
    /// <param name="cell">The load.</param>
    /// <param name="proxy">The proxy, whose CPU time is taken.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="counter">Counts events of the proxy; null = nothing is counted.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="BenchmarkException">A request failed: then the numbers mean nothing.</exception>
    public async Task<Sample> RunAsync(Cell cell, ProxyOnPort proxy, int seconds, PerfCounter? counter, CancellationToken cancel)
    {
        List<string> command =
        [
            "taskset", "-c", Text(Machine.LoadCore), "wrk", "-t1", $"-c{Text(cell.Connections)}", $"-d{Text(seconds)}s", "--timeout", "20s",
            "-s", _scripts[cell.Script], $"{(cell.IsTls ? "https" : "http")}://127.0.0.1:{Text(proxy.Port)}{cell.Path}",
        ];
        var process = proxy.Process;
        var counted = counter?.Wrap(command, process.Ids) ?? command;
        var before = process.CpuTime();
        var (status, output) = await Command.TryAsync(counted[0], counted[1..], cancel);
        var used = process.CpuTime() - before;
        var line = output.Split('\n').FirstOrDefault(text => text.StartsWith(Mark + " ", StringComparison.Ordinal));
        if (status != 0 || line is null)
        {
            throw new BenchmarkException($"wrk ended with {status}: {output}{process.LastWords}");
        }

        var numbers = line.Split(' ').Skip(1).Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return numbers[4] == 0 && numbers[0] > 0
            ? new Sample(numbers[0], numbers[1] / 1e6, used, numbers[2], numbers[3], counter?.Read())
            : throw new BenchmarkException($"{cell.Title}: {numbers[4]} of {numbers[0]} requests failed: {output}{process.LastWords}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
