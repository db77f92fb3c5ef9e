using System.Globalization;
using Goodgate.Comparison.Hits;

namespace Goodgate.Comparison;

/// <summary>What was asked for.</summary>
/// <param name="Rounds">Rounds per cell; each measures every proxy once.</param>
/// <param name="Seconds">Length of one measurement.</param>
/// <param name="WarmUp">Least seconds of load on each proxy before a cell's first round.</param>
/// <param name="Write">Update the generated part of docs/benchmark.md.</param>
/// <param name="Cells">Names of the cells to measure; empty = all.</param>
/// <param name="Parts">What is measured.</param>
/// <param name="IsQuick">Only whether it works.</param>
public sealed record Options(int Rounds, int Seconds, int WarmUp, bool Write, IReadOnlyList<string> Cells, Parts Parts, bool IsQuick = false)
{
    // Five rounds: the median stands when two of them were disturbed. Warming up goes on until CPU per request no longer falls, in any case.
    private static readonly Options Full = new(Rounds: 5, Seconds: 5, WarmUp: 16, Write: false, Cells: [], Parts: Parts.Table);
    private static readonly Options Quick = Full with { Rounds = 1, Seconds = 3, WarmUp = 4, IsQuick = true };

    // At some 16 pages a second, twenty seconds of them.
    private static readonly Options FullOverload = Full with { Rounds = 3, Seconds = 20, Parts = Parts.Overload };
    private static readonly Options FullSpike = Full with { Rounds = 1, Seconds = 20, Parts = Parts.Spike };
    private static readonly Options QuickSpike = Quick with { Seconds = 8, Parts = Parts.Spike };
    private static readonly Options QuickOverload = Quick with { Seconds = 8, Parts = Parts.Overload };

    public static string Usage => $"""
        usage: bench/run [--quick] [--rounds N] [--seconds N] [--cells NAME,...] [--no-memory] [--write]
               bench/run --memory | --explaining | --php [--rounds N] [--seconds N]
               bench/run --spike [--quick] [--seconds N] [--write]
               bench/run --hits [--quick] [--rounds N] [--seconds N] [--write]
               bench/run --overload [--quick] [--rounds N] [--seconds N] [--write]

        Compares Goodgate with nginx and HAProxy on this machine, all in one run, in turns.
          --quick        1 round of 3 seconds: does it work? Its numbers say little
          --rounds N     rounds per cell, 1 to 100 (default {Full.Rounds})
          --seconds N    length of one measurement, 1 to 600 (default {Full.Seconds})
          --cells NAMES  only these: {string.Join(", ", Cell.All.Select(cell => cell.Name))}; with --hits: {string.Join(", ", HitsRun.Cells.Select(cell => cell.Name))}
          --no-memory    leave out the memory measurements
          --memory       only Goodgate's memory, a fresh process for each of the rounds
          --explaining   only what naming causes costs of a request's CPU while nothing fails
          --hits         only answers from the cache, beside nginx and Varnish (package varnish)
          --php          only PHP: a WordPress behind Goodgate and behind nginx (packages of ./test)
          --spike        only a cached WordPress whose visitors become twelve times as many, beside nginx and Varnish ({FullOverload.Seconds} s)
          --overload     only PHP with more visitors than its workers can serve, and a slow page that fills them ({FullOverload.Rounds} rounds of {FullOverload.Seconds} s)
          --write        put the results into docs/benchmark.md
        """;

    /// <summary>Reads the command line; null when help was asked for.</summary>
    public static Options? Read(IReadOnlyList<string> arguments)
    {
        var isQuick = arguments.Contains("--quick", StringComparer.Ordinal);
        var options = arguments.Contains("--overload", StringComparer.Ordinal) ? isQuick ? QuickOverload : FullOverload
            : arguments.Contains("--spike", StringComparer.Ordinal) ? isQuick ? QuickSpike : FullSpike
            : isQuick ? Quick : Full;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--help" or "-h":
                    return null;
                case "--quick" or "--overload" or "--spike":
                    break;
                case "--write":
                    options = options with { Write = true };
                    break;
                case "--no-memory":
                    options = options with { Parts = Parts.Cells };
                    break;
                case "--memory":
                    options = options with { Parts = Parts.Memory };
                    break;
                case "--explaining":
                    options = options with { Parts = Parts.Explaining };
                    break;
                case "--hits":
                    options = options with { Parts = Parts.Hits };
                    break;
                case "--php":
                    options = options with { Parts = Parts.Php };
                    break;
                case "--rounds":
                    options = options with { Rounds = Number(arguments, ++i, 100) };
                    break;
                case "--seconds":
                    options = options with { Seconds = Number(arguments, ++i, 600) };
                    break;
                case "--cells":
                    options = options with { Cells = Value(arguments, ++i).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };
                    break;
                default:
                    throw new BenchmarkException($"unknown argument \"{arguments[i]}\"\n{Usage}");
            }
        }

        Check(options.Cells, options.Parts == Parts.Hits ? HitsRun.Cells : Cell.All);
        return options.Write && (options.Cells.Count > 0 || options.Parts is not (Parts.Table or Parts.Overload or Parts.Hits or Parts.Spike))
            ? throw new BenchmarkException("--write wants the whole table: leave out --cells, --no-memory, --memory, --explaining and --php")
            : options;
    }

    private static string Value(IReadOnlyList<string> arguments, int index) =>
        index < arguments.Count ? arguments[index] : throw new BenchmarkException($"{arguments[index - 1]} needs a value\n{Usage}");

    private static int Number(IReadOnlyList<string> arguments, int index, int most) =>
        int.TryParse(Value(arguments, index), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new BenchmarkException($"{arguments[index - 1]} takes a number from 1 to {most}, not \"{arguments[index]}\"");

    private static void Check(IReadOnlyList<string> names, IReadOnlyList<Cell> cells)
    {
        if (names.FirstOrDefault(name => cells.All(cell => cell.Name != name)) is { } unknown)
        {
            throw new BenchmarkException($"there is no cell \"{unknown}\"; there are {string.Join(", ", cells.Select(cell => cell.Name))}");
        }
    }
}

/// <summary>What is measured.</summary>
public enum Parts
{
    /// <summary>Cells, memory of all proxies, allocations.</summary>
    Table,

    /// <summary>The cells alone.</summary>
    Cells,

    /// <summary>Goodgate's memory alone, again and again.</summary>
    Memory,

    /// <summary>What explaining costs.</summary>
    Explaining,

    /// <summary>Answers from the cache.</summary>
    Hits,

    /// <summary>A cached WordPress whose visitors become many at once.</summary>
    Spike,

    /// <summary>PHP behind Goodgate and nginx.</summary>
    Php,

    /// <summary>The same with more visitors than it can serve.</summary>
    Overload,
}
