using Goodgate.Gateway.Certificates;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Inbound.Listening;

namespace Goodgate.Cli.Running;

/// <summary>Why the gateway could not start, or take new settings, in words that say what to do.</summary>
/// <param name="ExitCode">1 when this machine is in the way, 2 when the input is wrong.</param>
/// <param name="Message">What, where, and the next step.</param>
internal sealed record StartFailure(int ExitCode, string Message)
{
    /// <summary>The failure behind an exception; null when it is none of the known ones.</summary>
    public static StartFailure? Of(Exception e) => e switch
    {
        ListenException refused => new StartFailure(ExitCodes.Problem, refused.Taken is { } taken && PortOwner.Of(taken) is { } owner ? refused.WithOwner($"{owner}") : refused.Message),
        DataFolderException => new StartFailure(ExitCodes.Problem, e.Message),
        CertificateException => new StartFailure(ExitCodes.Usage, e.Message),

        // The access log.
        ArgumentException { InnerException: IOException or UnauthorizedAccessException } => new StartFailure(ExitCodes.Problem, Words(e)),
        ArgumentException => new StartFailure(ExitCodes.Usage, Words(e)),
        IOException or UnauthorizedAccessException => new StartFailure(ExitCodes.Problem, Words(e)),
        _ => null,
    };

    /// <summary>What an exception says, without the name of the parameter that .NET adds, and with a full stop.</summary>
    public static string Words(Exception e)
    {
        var said = e is ArgumentException ? e.Message.Split(" (Parameter '")[0] : e.Message;
        return said.EndsWith('.') ? said : said + ".";
    }
}
