using Goodgate.Logs.Running;

namespace Goodgate.Logs.Reporting;

/// <summary>Takes the results of one log into a report.</summary>
public sealed class LogIntake
{
    private readonly ReportBuilder _builder;
    private readonly string _name;
    private readonly int _number;
    private readonly Skips _skips = new();
    private readonly HashSet<string> _systems = new(StringComparer.Ordinal);
    private long _lines;
    private long _known;
    private string? _unknown;

    internal LogIntake(ReportBuilder builder, string name, int number) => (_builder, _name, _number) = (builder, name, number);

    public void Take(BlockResult block)
    {
        _lines += block.Lines;
        _known += block.Known;
        _unknown ??= block.FirstUnknown;
        _skips.Add(block.Skips);
        _systems.UnionWith(block.Systems.Keys);
        _builder.AddQuiet(block.Quiet);
        foreach (var finding in block.Findings)
        {
            _builder.Add(finding, _name, _number);
        }
    }

    /// <summary>Ends the log.</summary>
    /// <param name="problem">Why it was not read to its end; null when it was.</param>
    public LogFact End(string? problem)
    {
        var fact = new LogFact(_name, _lines, _known, [.. _systems.Order(StringComparer.Ordinal)], _skips) { Problem = problem, Unknown = _known == 0 ? _unknown : null };
        _builder.End(fact);
        return fact;
    }
}
