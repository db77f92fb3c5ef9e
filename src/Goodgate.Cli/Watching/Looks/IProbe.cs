namespace Goodgate.Cli.Watching.Looks;

/// <summary>Looks at something beside the logs.</summary>
internal interface IProbe
{
    /// <summary>What it looks at, printable.</summary>
    string Name { get; }

    /// <summary>One look.</summary>
    /// <param name="outlet">Who hears of it.</param>
    /// <param name="stop">Ends it.</param>
    Task OnceAsync(LookOutlet outlet, CancellationToken stop);
}
