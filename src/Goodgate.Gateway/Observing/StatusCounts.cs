using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Observing;

/// <summary>Responses by class of status and by who made them.</summary>
public sealed class StatusCounts
{
    private const int Sources = 4;

    private readonly StripedCounts _counts = new(6 * Sources);

    /// <summary>The count of a class (1 to 5; 0 = no response was sent).</summary>
    public long Of(int statusClass, ResponseSource source) => _counts.Read(Cell(statusClass, source));

    internal void Add(int status, ResponseSource source) => _counts.Add(Cell(Math.Clamp(status / 100, 0, 5), source));

    private static int Cell(int statusClass, ResponseSource source) => (statusClass * Sources) + (int)source;
}
