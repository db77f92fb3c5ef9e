using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Files.Coding;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Exchanges;

/// <summary>What every exchange of this process shares.</summary>
/// <param name="Time">Clock.</param>
/// <param name="Connector">Opens upstream connections.</param>
/// <param name="Outlets">Where records and verdicts go.</param>
/// <param name="Instance">Name of this gateway in Via: unique, so that a loop is seen (RFC 9110 §7.6.3).</param>
public sealed record GatewayServices(TimeProvider Time, Connector Connector, Outlets Outlets, string Instance)
{
    /// <summary>Name in Proxy-Status and in words.</summary>
    public const string Name = "goodgate";

    /// <summary>The cache of all routes that have one.</summary>
    public required SharedCache Cache { get; init; }

    /// <summary>Places for coders of what servers answer.</summary>
    internal CodingRoom Coders { get; } = new(CodingRoom.Usual);
}
