namespace Goodgate.Gateway.Workers;

/// <summary>How the wait for a worker ended.</summary>
public enum WaitOutcome
{
    /// <summary>It has a place.</summary>
    Admitted,

    /// <summary>Its time is over.</summary>
    TimedOut,

    /// <summary>The queue was full when it came.</summary>
    Full,

    /// <summary>The queue was full, and a request of a better rank took its place.</summary>
    Displaced,

    /// <summary>Its client has gone.</summary>
    Left,
}
