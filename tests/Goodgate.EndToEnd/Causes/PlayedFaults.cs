namespace Goodgate.EndToEnd.Causes;

/// <summary>The tests that look at the same plays.</summary>
[CollectionDefinition(Name)]
public sealed class PlayedFaults : ICollectionFixture<FaultOutcomes>
{
    public const string Name = "played faults";
}
