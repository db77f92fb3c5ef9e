namespace Goodgate.Logs.Watching;

/// <summary>What is new about a burst.</summary>
public enum BurstStage
{
    /// <summary>It has begun.</summary>
    Begins,

    /// <summary>It was told of before, and goes on.</summary>
    GoesOn,

    /// <summary>Nothing came for a minute. Of one that was over before it could be told, this is all that is told.</summary>
    Over,
}

/// <summary>Something to tell about a burst.</summary>
/// <param name="Stage">What is new.</param>
/// <param name="Burst">The burst as it is now.</param>
public sealed record BurstNews(BurstStage Stage, Burst Burst);
