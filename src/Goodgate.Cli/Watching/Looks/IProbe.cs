namespace Goodgate.Cli.Watching.Looks;

/// <summary>Looks at something beside the logs, again and again.</summary>
internal interface IProbe
{
    /// <summary>What it looks at, printable.</summary>
    string Name { get; }

    /// <summary>Looks until it is stopped.</summary>
    /// <param name="outlet">Who hears of it.</param>
    /// <param name="stop">Ends it without an exception.</param>
    Task RunAsync(LookOutlet outlet, CancellationToken stop);
}
