using Goodgate.Gateway.Fpm.Polling;

namespace Goodgate.Cli.Fpm;

/// <summary>What was typed.</summary>
/// <param name="Address">Where the pool listens.</param>
/// <param name="Conf">Pool file or php-fpm.conf; null = searched for.</param>
/// <param name="StatusPath">Path of the status page; null = from the file, or guessed.</param>
/// <param name="Watch">True to go on until stopped.</param>
/// <param name="Json">True for programs.</param>
internal sealed record FpmOptions(FpmAddress Address, string? Conf, string? StatusPath, bool Watch, bool Json);
