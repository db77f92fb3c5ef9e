namespace Goodgate.Gateway.Fpm.Files;

/// <summary>The pool whose file names a listen address.</summary>
/// <param name="Pool">The pool; null when it was not found.</param>
/// <param name="Conf">The file it was read through: <c>php-fpm.conf</c> with its includes, or the pool's own; null when there is none.</param>
/// <param name="Log">FPM's <c>error_log</c> as that configuration has it; null when it is not said, or no file.</param>
/// <param name="Problem">Why none was found, one clause; null when one was.</param>
public sealed record FoundPool(Pool? Pool, string? Conf, string? Log, string? Problem);
