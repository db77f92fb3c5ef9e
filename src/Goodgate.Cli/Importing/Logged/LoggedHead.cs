namespace Goodgate.Cli.Importing.Logged;

/// <summary>Answers of one server whose head was too large for the gateway, as its log tells. How large they were no log says: only that they did not fit.</summary>
/// <param name="Peer">The server, as the log has it: <c>host:port</c> or <c>unix:/path</c>; null when the line was cut before it.</param>
/// <param name="Host">The Host asked for; null likewise.</param>
/// <param name="Count">How many.</param>
/// <param name="Log">The log, as it was named.</param>
/// <param name="Line">The first such line.</param>
internal sealed record LoggedHead(string? Peer, string? Host, long Count, string Log, long Line);
