using System.Collections.Frozen;
using System.Text;
using Goodgate.Gateway.Guard;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Answers;

/// <summary>Makes the answer to a request that goes nowhere by the client's doing, in the shapes and languages of a failure. Pure.</summary>
internal static class RefusalAnswer
{
    private static readonly FrozenDictionary<RefusalKind, FailureScene> Scenes = new Dictionary<RefusalKind, FailureScene>
    {
        [RefusalKind.NotFound] = new(Side.Address, BrokenPart.Visitor, PartState.LookHere, Advice.CheckAddress, Advice.TellSite),
        [RefusalKind.NotAllowed] = new(Side.Planned, BrokenPart.FrontDoor, PartState.Private, Advice.CheckAddress, Advice.TellSite),
        [RefusalKind.NotDone] = new(Side.Request, BrokenPart.Visitor, PartState.LookHere, Advice.CheckAddress, Advice.TellSite),
        [RefusalKind.TooManyCookies] = new(Side.Visitor, BrokenPart.Visitor, PartState.LookHere, Advice.ClearData, Advice.OtherBrowser, Advice.TellSite),
        [RefusalKind.TooLarge] = new(Side.Visitor, BrokenPart.Visitor, PartState.LookHere, Advice.SendLess, Advice.TellSite),
        [RefusalKind.TooSlow] = new(Side.Visitor, BrokenPart.Visitor, PartState.LookHere, Advice.TryNow, Advice.OtherNetwork, Advice.TellSite),
        [RefusalKind.NotUnderstood] = new(Side.Request, BrokenPart.Visitor, PartState.LookHere, Advice.CheckAddress, Advice.OtherBrowser, Advice.ClearData, Advice.TellSite),
    }.ToFrozenDictionary();

    /// <summary>What a visitor is told for a status.</summary>
    public static RefusalKind Kind(int status) => status switch
    {
        403 => RefusalKind.NotAllowed,
        404 => RefusalKind.NotFound,
        405 => RefusalKind.NotDone,
        408 => RefusalKind.TooSlow,
        413 => RefusalKind.TooLarge,
        431 => RefusalKind.TooManyCookies,
        _ => RefusalKind.NotUnderstood,
    };

    /// <summary>The scene of a kind.</summary>
    public static FailureScene Scene(RefusalKind kind) => Scenes[kind];

    /// <summary>Renders.</summary>
    /// <param name="request">What is known of the request; its cause is the reason.</param>
    /// <param name="fault">Why it is refused.</param>
    public static RenderedAnswer Render(FailureRequest request, RequestFault fault)
    {
        var view = FailureView.OfRefusal(request, Kind(fault.Status));
        return GrpcAnswer.Fits(request.ContentType) ? FailureAnswer.Text(view, request, Line(fault), "en") : FormChoice.For(request.Accept) switch
        {
            FailureForm.Html => FailureAnswer.Page(view, request),
            FailureForm.ProblemJson => FailureAnswer.Problem(view, request),
            _ => FailureAnswer.Text(view, request, Line(fault), "en"),
        };
    }

    // For whoever wrote the client: which rule, which byte, which clause.
    private static string Line(RequestFault fault) => new StringBuilder(128)
        .Append($"{fault.Status} {StatusLines.Phrase(fault.Status)}: {fault.Reason}: {RefusalWords.Of(fault.Reason)}")
        .Append(fault.Where is null ? "" : $" ({fault.Where})")
        .Append('\n')
        .ToString();
}
