using System.Globalization;

namespace Goodgate.Comparison.Load;

/// <summary>wrk on the load core: one thread, connections kept alive, HTTP/1.1.</summary>
public sealed class WrkCommand(Workplace workplace)
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

    /// <summary>The command that loads one port.</summary>
    public List<string> Of(Cell cell, int port, int seconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"wrk -t1 -c{cell.Connections} -d{seconds}s --timeout 20s -s {_scripts[cell.Script]} {(cell.IsTls ? "https" : "http")}://127.0.0.1:{port}{cell.Path}").Split(' ').ToList();

    /// <summary>What it printed; null when that is not a result.</summary>
    public static LoadCounts? Read(string output)
    {
        var line = output.Split('\n').FirstOrDefault(text => text.StartsWith(Mark + " ", StringComparison.Ordinal));
        var numbers = line?.Split(' ').Skip(1).Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return numbers is null ? null : new LoadCounts(numbers[0], numbers[4], numbers[1] / 1e6, numbers[2], numbers[3]);
    }
}
