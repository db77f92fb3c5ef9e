namespace Goodgate.Gateway.Forwarding;

/// <summary>Who the client is and how it asked: as a trusted proxy said it, or as the server is told. Each is the field's value, all lines joined; empty when there is none.</summary>
internal readonly record struct ForwardedClaims(string Forwarded, string For, string Proto, string Host, string Port);
