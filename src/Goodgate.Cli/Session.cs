using Goodgate.Cli.Running;
using Goodgate.Cli.Showing;

namespace Goodgate.Cli;

/// <summary>One call of the program: everything a command takes from its surroundings.</summary>
/// <param name="Terminal">Where it writes.</param>
/// <param name="Signals">What the operating system asks of it.</param>
/// <param name="Time">The clock.</param>
/// <param name="Folder">The working directory.</param>
/// <param name="Variable">Gives the value of an environment variable; null when it is not set.</param>
internal sealed record Session(Terminal Terminal, Signals Signals, TimeProvider Time, string Folder, Func<string, string?> Variable)
{
    public Screen Out => Terminal.Out;

    public Screen Error => Terminal.Error;

    /// <summary>A path as typed, usable from here.</summary>
    public string PathOf(string typed) => Folder == Environment.CurrentDirectory ? typed : Path.Combine(Folder, typed);

    /// <summary>Says in one line why it cannot go on.</summary>
    public int Fail(int exitCode, string message)
    {
        Error.Problem(message);
        return exitCode;
    }

    /// <summary>The exit code after a command was asked to stop and had nothing to finish.</summary>
    public int Stopped => Signals.StopSignal == StopSignal.Terminate ? ExitCodes.Terminated : ExitCodes.Interrupted;
}
