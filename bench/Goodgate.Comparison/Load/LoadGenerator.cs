using System.Globalization;

namespace Goodgate.Comparison.Load;

/// <summary>wrk on the load core: one thread, connections kept alive.</summary>
public sealed class LoadGenerator(Workplace workplace, InstructionCounter instructions)
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
    /// <param name="port">Where the proxy receives.</param>
    /// <param name="proxy">The proxy, whose CPU time and instructions are counted.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="BenchmarkException">A request failed: then the numbers mean nothing.</exception>
    public async Task<Sample> RunAsync(Cell cell, int port, StartedProcess proxy, int seconds, CancellationToken cancel)
    {
        List<string> command =
        [
            "taskset", "-c", Text(Machine.LoadCore), "wrk", "-t1", $"-c{Text(cell.Connections)}", $"-d{Text(seconds)}s", "--timeout", "20s",
            "-s", _scripts[cell.Script], $"{(cell.IsTls ? "https" : "http")}://127.0.0.1:{Text(port)}{cell.Path}",
        ];
        var counted = instructions.Wrap(command, proxy.Ids);
        var before = proxy.CpuTime();
        var (status, output) = await Command.TryAsync(counted[0], counted[1..], cancel);
        var used = proxy.CpuTime() - before;
        var line = output.Split('\n').FirstOrDefault(text => text.StartsWith(Mark + " ", StringComparison.Ordinal));
        if (status != 0 || line is null)
        {
            throw new BenchmarkException($"wrk ended with {status}: {output}{proxy.LastWords}");
        }

        var numbers = line.Split(' ').Skip(1).Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return numbers[4] == 0 && numbers[0] > 0
            ? new Sample(numbers[0], numbers[1] / 1e6, used, numbers[2], numbers[3], instructions.Read())
            : throw new BenchmarkException($"{cell.Title}: {numbers[4]} of {numbers[0]} requests failed: {output}{proxy.LastWords}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
