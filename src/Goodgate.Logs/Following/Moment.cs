namespace Goodgate.Logs.Following;

/// <summary>Now, by two clocks: that of the wall may be set, back even, and is for what is shown and for times that others wrote; the steady one is for pauses and waits.</summary>
/// <param name="Wall">The time, UTC.</param>
/// <param name="Steady">Time since some start; it only goes on.</param>
public readonly record struct Moment(DateTimeOffset Wall, TimeSpan Steady)
{
    /// <summary>What both clocks show.</summary>
    public static Moment Of(TimeProvider time) => new(time.GetUtcNow(), time.GetElapsedTime(0));
}
