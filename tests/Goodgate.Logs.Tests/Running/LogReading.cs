using System.Text;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Running;

namespace Goodgate.Logs.Tests.Running;

/// <summary>Reads bytes as a log, to the end.</summary>
internal sealed class LogReading
{
    public List<(long Line, string? Cause)> Findings { get; } = [];

    public Skips Skips { get; } = new();

    public long Lines { get; private set; }

    public long Quiet { get; private set; }

    public string? Problem { get; private set; }

    public static Task<LogReading> OfAsync(string text, Func<LogOptions, LogOptions>? with = null) => OfAsync(Encoding.UTF8.GetBytes(text), with);

    public static async Task<LogReading> OfAsync(byte[] bytes, Func<LogOptions, LogOptions>? with = null)
    {
        var options = new LogOptions { Now = Judged.Now };
        var reading = new LogReading();
        reading.Problem = await LogRun.ReadAsync(new LogSource("log", () => new MemoryStream(bytes), bytes.Length), with?.Invoke(options) ?? options, reading.Take, default);
        return reading;
    }

    private void Take(BlockResult block)
    {
        Lines += block.Lines;
        Quiet += block.Quiet.Values.Sum();
        Skips.Add(block.Skips);
        Findings.AddRange(block.Findings.Select(one => (one.Line, one.Verdict?.Cause.Id)));
    }
}
