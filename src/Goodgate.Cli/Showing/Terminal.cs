namespace Goodgate.Cli.Showing;

/// <summary>The two ends of the console.</summary>
internal sealed record Terminal(Screen Out, Screen Error)
{
    /// <summary>Those of this process.</summary>
    public static Terminal OfProcess()
    {
        var dumb = Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";

        // no-color.org: present and not empty.
        var colours = Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
        return new Terminal(
            new Screen(Console.Out, !Console.IsOutputRedirected && !dumb, colours, isGone: OutputPipe.IsClosed),
            new Screen(Console.Error, !Console.IsErrorRedirected && !dumb, colours));
    }
}
