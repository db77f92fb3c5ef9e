using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Files;

/// <summary>What a path leads to: exactly one of these is there.</summary>
internal readonly record struct Finding
{
    /// <summary>A file to be sent; owned by whoever takes the finding.</summary>
    public OpenedFile? File { get; init; }

    /// <summary>Its path below the root.</summary>
    public string Path { get; init; }

    /// <summary>A script to be run.</summary>
    public ScriptTarget? Script { get; init; }

    /// <summary>True for a folder that was asked for without the slash at its end.</summary>
    public bool LacksSlash { get; init; }

    /// <summary>Why there is nothing for the client: its own doing.</summary>
    public RequestFault? Fault { get; init; }

    /// <summary>Why there is nothing for the client: a failure.</summary>
    public Observation? Failure { get; init; }

    public static Finding Refused(int status, string reason) => new() { Fault = new RequestFault(status, reason) };
}
