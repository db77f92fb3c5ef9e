namespace Goodgate.Gateway.Answers;

/// <summary>On whose side a visitor should look.</summary>
internal enum Side
{
    Site,
    Visitor,
    Unclear,
    Planned,

    /// <summary>Nobody's: the site answers, and has nothing at this address.</summary>
    Address,

    /// <summary>The request's: as it is, it is not taken.</summary>
    Request,
}

/// <summary>The part of the way "you, front door, application" that is marked as broken.</summary>
internal enum BrokenPart
{
    Visitor,
    FrontDoor,

    /// <summary>Between front door and application.</summary>
    Link,
    Application,
}

/// <summary>One word below a part of the way.</summary>
internal enum PartState
{
    Connected,
    Working,
    Trouble,
    NotReached,
    NotAsked,
    Slow,
    Busy,
    Closed,
    LookHere,
    Unclear,

    /// <summary>Not opened for this visitor, or for anybody.</summary>
    Private,
}

/// <summary>Something a visitor can do.</summary>
internal enum Advice
{
    /// <summary>After a request that may have changed something.</summary>
    CheckFirst,

    /// <summary>After a request that would have changed something, had it been sent on.</summary>
    SendAgain,
    Wait,
    WaitOnce,
    ComeBack,
    NeedsRepair,
    TryNow,
    OtherBrowser,
    OtherNetwork,
    ClearData,
    HardReload,
    SlowDown,
    NothingHere,
    TellSite,
    CheckAddress,
    SendLess,
}

/// <summary>What the page shows for a kind of cause, beside the catalogue's words.</summary>
/// <param name="Side">Whose side it is.</param>
/// <param name="Broken">The part that is marked.</param>
/// <param name="State">The word below it.</param>
/// <param name="Advice">What helps with this kind of cause, and only that, in the order to try it.</param>
internal sealed record FailureScene(Side Side, BrokenPart Broken, PartState State, params IReadOnlyList<Advice> Advice);
