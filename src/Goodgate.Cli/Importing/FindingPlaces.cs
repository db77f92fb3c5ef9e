namespace Goodgate.Cli.Importing;

/// <summary>Findings of one rule about one place are one: a file that is included twice is judged once.</summary>
internal sealed class FindingPlaces : IEqualityComparer<Finding>
{
    public static FindingPlaces Comparer { get; } = new();

    public bool Equals(Finding? x, Finding? y) => x?.Rule == y?.Rule && x?.Place == y?.Place;

    public int GetHashCode(Finding one) => HashCode.Combine(one.Rule, one.Place);
}
