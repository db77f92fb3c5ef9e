namespace Goodgate.Lab.Scripts;

/// <summary>A request that breaks HTTP/1.1; the lab is a strict reader so that a gateway's own mistakes show.</summary>
internal sealed class BadRequestException(string message) : Exception(message);
