using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Upstreams;

/// <summary>A connection, or the facts of why there is none.</summary>
public readonly record struct ConnectResult(UpstreamConnection? Connection, Observation? Failure);
