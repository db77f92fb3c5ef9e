using Goodgate.Logs.Watching;

namespace Goodgate.Cli.Watching.Looks;

/// <summary>Looks at something beside the logs, again and again.</summary>
internal interface IProbe
{
    /// <summary>What it looks at, printable.</summary>
    string Name { get; }

    /// <summary>Looks until it is stopped.</summary>
    /// <param name="found">Gets what is wrong; from any thread.</param>
    /// <param name="tell">Gets one sentence for what the operator should know.</param>
    /// <param name="stop">Ends it without an exception.</param>
    Task RunAsync(Action<WatchFinding> found, Action<string> tell, CancellationToken stop);
}
