using System.Globalization;
using System.Text;
using Goodgate.Comparison.Load;
using Goodgate.Comparison.Memory;

namespace Goodgate.Comparison.Results;

/// <summary>The results in Markdown, which a terminal shows well enough.</summary>
public sealed class ResultText(IReadOnlyList<CellResult> cells, (IReadOnlyList<MemoryUse> Resident, string Allocated) memory, IReadOnlyList<string> machine, Options options)
{
    private const string Ours = "Goodgate";
    private static readonly string[] Others = ["nginx", "HAProxy"];

    private readonly StringBuilder _text = new();

    public string Write()
    {
        Facts();
        if (cells.Count > 0)
        {
            Ratios();
            Values();
        }

        if (memory.Resident.Count > 0)
        {
            Memory();
        }

        return _text.ToString().TrimEnd();
    }

    private void Facts()
    {
        foreach (var fact in machine)
        {
            Line($"- {fact}");
        }

        Line($"- {options.Rounds} rounds of {options.Seconds} s per cell and proxy after {options.WarmUp} s of warming up or more; load and origin on core {Machine.LoadCore}, proxy on core {Machine.ProxyCore}");
        if (!HasInstructions)
        {
            Line("- instructions per request: not here, this machine does not count them");
        }

        if (!HasSystemCalls)
        {
            Line("- system calls per request: not here, perf cannot count them (it must be installed, and the user root)");
        }
    }

    private bool HasInstructions => cells.All(cell => cell.Samples.Values.All(samples => samples.TrueForAll(sample => sample.Counted is not null)));

    private bool HasSystemCalls => cells.All(cell => cell.SystemCalls.Count > 0);

    private void Ratios()
    {
        Line();
        Line("Goodgate to the others; below 1 is better. Median of the rounds' ratios (lowest to highest).");
        Line();
        var instructions = HasInstructions ? " instructions / nginx | instructions / HAProxy |" : "";
        Line($"| load | CPU / nginx | CPU / HAProxy | p99 / nginx | p99 / HAProxy |{instructions}");
        Line($"|---|---|---|---|---|{(HasInstructions ? "---|---|" : "")}");
        foreach (var cell in cells)
        {
            List<Func<Sample, double>> values = [sample => sample.CpuMicros, sample => sample.P99Micros];
            if (HasInstructions)
            {
                values.Add(sample => sample.CountedPerRequest);
            }

            var columns = values.SelectMany(value => Others.Select(other => cell.Ratio(Ours, other, value))).Select(Text);
            Line($"| {cell.Cell.Title} | {string.Join(" | ", columns)} |");
        }
    }

    private void Values()
    {
        Line();
        Line("Medians over the rounds; CPU, system calls and instructions per request.");
        Line();
        Line($"| load | proxy | CPU, µs | of it user + system | requests/s | p50, µs | p99, µs | system calls | instructions |");
        Line("|---|---|---|---|---|---|---|---|---|");
        foreach (var cell in cells)
        {
            foreach (var proxy in cell.Samples.Keys)
            {
                double Of(Func<Sample, double> value) => cell.Median(proxy, value);
                var calls = HasSystemCalls ? cell.SystemCalls[proxy].ToString("F1", CultureInfo.InvariantCulture) : "";
                var instructions = HasInstructions ? Of(s => s.CountedPerRequest).ToString("N0", CultureInfo.InvariantCulture) : "";
                Line($"| {cell.Cell.Title} | {proxy} | {Of(s => s.CpuMicros):F1} | {Of(s => s.UserMicros):F1} + {Of(s => s.SystemMicros):F1} | "
                    + $"{Of(s => s.RequestsPerSecond):F0} | {Of(s => s.P50Micros):F0} | {Of(s => s.P99Micros):F0} | {calls} | {instructions} |");
            }
        }
    }

    private void Memory()
    {
        Line();
        Line("Resident memory, MiB (of nginx: master and worker together).");
        Line();
        Line($"| proxy | at rest | 1,000 busy connections | {MemoryLoad.IdleConnections:N0} idle connections |");
        Line("|---|---|---|---|");
        foreach (var use in memory.Resident)
        {
            Line($"| {use.Proxy} | {use.AtRest:F0} | {use.Busy:F0} | {use.IdleClients:F0} |");
        }

        Line();
        Line("Allocated for one request on the steady path, bytes (`bench/Goodgate.Allocations`; what Kestrel allocates included).");
        Line();
        Line("| request | bytes |");
        Line("|---|---|");
        Line(memory.Allocated.TrimEnd());
    }

    private void Line(string text = "") => _text.Append(text).Append('\n');

    private string Text(Ratio ratio) => options.Rounds == 1
        ? ratio.Median.ToString("F2", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{ratio.Median:F2} ({ratio.Lowest:F2} to {ratio.Highest:F2})");
}
