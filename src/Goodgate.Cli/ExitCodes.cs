namespace Goodgate.Cli;

/// <summary>What the program says to its caller, as grep does: 0 fine, 1 something found, 2 the question was wrong.</summary>
internal static class ExitCodes
{
    public const int Fine = 0;

    /// <summary>A problem was found, or the work could not be done.</summary>
    public const int Problem = 1;

    /// <summary>The command line is wrong, or an input cannot be read.</summary>
    public const int Usage = 2;

    /// <summary>A defect of ours.</summary>
    public const int Defect = 3;

    /// <summary>128 + SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;

    /// <summary>128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
