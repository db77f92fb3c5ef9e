namespace Goodgate.Comparison.Overload;

/// <summary>One answer.</summary>
/// <param name="Status">Its status; 0 = none came.</param>
/// <param name="IsWhole">It came to the end that it declared.</param>
/// <param name="HasRetryAfter">It says when to come again.</param>
/// <param name="IsLast">The connection takes no further request.</param>
public readonly record struct PageAnswer(int Status, bool IsWhole, bool HasRetryAfter, bool IsLast)
{
    /// <summary>The connection ended before one was whole.</summary>
    public static PageAnswer None { get; } = new(0, IsWhole: false, HasRetryAfter: false, IsLast: true);
}
