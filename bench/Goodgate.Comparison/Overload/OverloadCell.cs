namespace Goodgate.Comparison.Overload;

/// <summary>One kind of crowd.</summary>
/// <param name="Title">What the table calls it.</param>
/// <param name="Connections">Connections that ask again and again; 0 = visitors come at twice the rate that the pool can serve.</param>
/// <param name="Before">Time until queues are as long as they get.</param>
public sealed record OverloadCell(string Title, int Connections, TimeSpan Before)
{
    /// <summary>A pool that is busy and no more.</summary>
    public static OverloadCell Busy { get; } = new("150 connections", 150, TimeSpan.FromSeconds(3));

    /// <summary>The crowd of the bar.</summary>
    public static OverloadCell Crowded { get; } = new("1,800 connections", 1800, TimeSpan.FromSeconds(5));

    /// <summary>Twice what it can serve.</summary>
    public static OverloadCell Twice { get; } = new("visitors at twice the capacity", 0, TimeSpan.FromSeconds(15));

    /// <summary>In the order they are measured: the first says what the pool can serve.</summary>
    public static IReadOnlyList<OverloadCell> All { get; } = [Busy, Crowded, Twice];
}
