using Goodgate.Lab.Stages;

namespace Goodgate.Lab.Catalogue;

/// <summary>One way for a server to fail on purpose. Several faults may play the same cause.</summary>
public sealed record Fault
{
    internal Fault(string name, string? causeId, string title, int? expectedStatus, Stage stage)
    {
        Name = name;
        CauseId = causeId;
        Title = title;
        ExpectedStatus = expectedStatus;
        Stage = stage;
    }

    /// <summary>Kebab-case; the principal fault of a cause has the cause's id as its name, its variants begin with it.</summary>
    public string Name { get; }

    /// <summary>The cause a gateway must name; null = an oddity that is no failure: the answer is relayed.</summary>
    public string? CauseId { get; }

    /// <summary>One plain line.</summary>
    public string Title { get; }

    /// <summary>Status a right gateway answers its client with (the last of several requests); null when it can send none.</summary>
    public int? ExpectedStatus { get; }

    /// <summary>How soon it shows.</summary>
    public FaultSpeed Speed { get; internal init; } = FaultSpeed.Instant;

    /// <summary>The request that brings it out.</summary>
    public FaultRequest Request { get; internal init; } = FaultRequest.Get;

    /// <summary>
    /// True when the failure comes after a whole response head. A gateway that has already passed the head on cannot send
    /// <see cref="ExpectedStatus"/> any more; it must then end the client's response so that the client notices (RFC 9112 §8).
    /// </summary>
    public bool AfterHead { get; internal init; }

    internal Stage Stage { get; }

    /// <summary>True when a gateway run by this user on this machine is certain to meet the fault.</summary>
    /// <param name="why">Why not, and what to do about it; empty when it can.</param>
    public bool CanPlay(out string why)
    {
        why = Stage.Doubt ?? "";
        return why.Length == 0;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
