using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Gateway.Fpm.Sizing;
using Goodgate.Gateway.Fpm.Status;

namespace Goodgate.Cli.Fpm;

/// <summary>A pool at one moment: all that could be learned, and what follows from it.</summary>
internal sealed record PoolSnapshot
{
    public required DateTimeOffset Time { get; init; }

    public required FpmAddress Address { get; init; }

    public required PoolSource Source { get; init; }

    /// <summary>Why the pool cannot be shown: one sentence; null when it can.</summary>
    public string? Trouble { get; init; }

    /// <summary>How asking ended, where there is trouble.</summary>
    public FpmReply? Reply { get; init; }

    /// <summary>Lines that would help against the trouble.</summary>
    public IReadOnlyList<string> Remedy { get; init; } = [];

    public PoolStatus? Status { get; init; }

    public QueueReading? Queue { get; init; }

    public WorkerMemory? Workers { get; init; }

    public MachineMemory? Machine { get; init; }

    /// <summary>Connections taken a second since the snapshot before; null for the first.</summary>
    public double? Rate { get; init; }

    /// <summary>What FPM wrote to its log in the last hour: deaths, limits, reloads; newest last.</summary>
    public IReadOnlyList<FpmEvent> Events { get; init; } = [];

    public IReadOnlyList<Advice> Advice { get; init; } = [];

    public IReadOnlyList<FpmProblem> Lint { get; init; } = [];

    public string PoolName => Source.Pool?.Name ?? Status?.Pool ?? "";

    /// <summary>Workers there may be; null when neither file nor status tells.</summary>
    public int? MostWorkers => Source.Pool?.Number("pm.max_children") ?? (Status is { ProcessControl: "static" } ? Status.Total : null);

    /// <summary>True when somebody should act: then the program ends with 1.</summary>
    public bool IsProblem => Trouble is not null || Queue is { IsFull: true } || Advice.Any(one => one.Weight == AdviceWeight.Problem) || Lint.Any(one => one.IsRefused);
}
