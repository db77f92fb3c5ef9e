using Goodgate.Logs.Watching;

namespace Goodgate.Cli.Watching.Looks;

/// <summary>Who hears of what a look shows; each may be called from any thread.</summary>
/// <param name="Found">Gets what is wrong.</param>
/// <param name="Note">Gets one sentence that is good to know.</param>
/// <param name="Warn">Gets one sentence about what keeps it from looking.</param>
internal sealed record LookOutlet(Action<WatchFinding> Found, Action<string> Note, Action<string> Warn);
