namespace Goodgate.Gateway.Exchanges;

/// <summary>Why a request cannot be served: it is no HTTP, breaks a rule, or did not arrive in time.</summary>
/// <param name="Status">A 4xx, or 505.</param>
/// <param name="Reason">A short, fixed word for counters and logs (<see cref="Guard.RefusalWords"/>).</param>
/// <param name="Where">Byte and clause, for the one who wrote the client: <c>byte 34, RFC 9112 §5.1</c>; null when there is none. Nothing of the request itself.</param>
public sealed record RequestFault(int Status, string Reason, string? Where = null);
