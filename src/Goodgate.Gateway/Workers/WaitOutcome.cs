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

    /// <summary>So many waited when it came that its time would have been over before its turn.</summary>
    Hopeless,

    /// <summary>Its page holds half of the workers, many of them for clients that gave up: it gets no more until one has ended.</summary>
    GivenUp,

    /// <summary>The queue was full, and a request of a better rank, or of a client that asks less often, took its place.</summary>
    Displaced,

    /// <summary>Its client has gone.</summary>
    Left,
}
