using System.CommandLine;
using System.CommandLine.Invocation;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Commands;

/// <summary>From the words on the command line to an exit code. Whatever goes wrong ends in one clear line.</summary>
internal static class CommandLine
{
    // Response files off: an argument that begins with @ is a value like any other.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public static async Task<int> RunAsync(string[] args, Session session)
    {
        var parsed = Tree(session).Parse(args, Parser);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            return args.Length == 0 ? await WelcomeAsync(session) : session.Fail(ExitCodes.Usage, UsageError.Of(parsed));
        }

        if (UsageError.MistakenOption(parsed) is { } mistaken)
        {
            return session.Fail(ExitCodes.Usage, mistaken);
        }

        try
        {
            return await parsed.InvokeAsync(Invocation(session, session.Out.Writer));
        }
        catch (OperationCanceledException) when (session.Signals.Stop.IsCancellationRequested)
        {
            return session.Stopped;
        }
        catch (Exception e)
        {
            return session.Fail(
                ExitCodes.Defect,
                $"a defect of goodgate: {e.GetType().Name}: {Evidence.Printable(e.Message, 300)} Please report this line with the command you typed.");
        }
    }

    public static RootCommand Tree(Session session)
    {
        var root = new RootCommand("Goodgate: an HTTP gateway that keeps a site up, and names the cause of every 502, 503 and 504.")
        {
            RunCommand.Create(session),
            DemoCommand.Create(session),
            ExplainCommand.Create(session),
            CacheCommand.Create(session),
            FpmCommand.Create(session),
            LogsCommand.Create(session),
            WatchCommand.Create(session),
            LabCommand.Create(session),
            CheckCommand.Create(session),
            ImportCommand.Create(session),
            ConfigCommand.Create(session),
            CompletionCommand.Create(session),
            VersionCommand.Create(session),
        };
        HelpPage.Place(root, session);
        return root;
    }

    // Called with nothing: the help is what is wanted, and yet nothing was done.
    private static async Task<int> WelcomeAsync(Session session)
    {
        await Tree(session).Parse(["--help"], Parser).InvokeAsync(Invocation(session, session.Error.Writer));
        session.Error.Line("Begin with:  goodgate demo");
        return ExitCodes.Usage;
    }

    // Signals are ours: the library would end the process two seconds after the first one.
    private static InvocationConfiguration Invocation(Session session, TextWriter output) => new()
    {
        Output = output,
        Error = session.Error.Writer,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };
}
