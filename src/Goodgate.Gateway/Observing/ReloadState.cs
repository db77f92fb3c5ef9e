namespace Goodgate.Gateway.Observing;

/// <summary>How the last attempt to load settings ended. The start counts as the first one.</summary>
public sealed class ReloadState(DateTimeOffset started)
{
    private State _state = new(true, started);

    /// <summary>False when the last attempt failed and older settings are in force.</summary>
    public bool LastSucceeded => Volatile.Read(ref _state).Succeeded;

    /// <summary>When the settings in force were loaded.</summary>
    public DateTimeOffset LastSuccess => Volatile.Read(ref _state).Time;

    /// <summary>New settings are in force.</summary>
    public void Succeed(DateTimeOffset time) => Volatile.Write(ref _state, new State(true, time));

    /// <summary>New settings could not be read or used; whoever reads the settings file says so here.</summary>
    public void Fail() => Volatile.Write(ref _state, new State(false, LastSuccess));

    private sealed record State(bool Succeeded, DateTimeOffset Time);
}
