namespace Goodgate.Cli.Explaining;

/// <summary>Where a request id is looked up.</summary>
/// <param name="Admin">HOST:PORT of the admin port.</param>
/// <param name="AccessLog">An access log instead of it; null = ask the admin port.</param>
internal sealed record RequestPlaces(string Admin, string? AccessLog);
