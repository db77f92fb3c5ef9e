using System.Collections.Frozen;
using Goodgate.Verdicts.Catalogue.Entries;

namespace Goodgate.Verdicts.Catalogue;

/// <summary>The catalogue: every reason for a failed request that Goodgate can name.</summary>
public static class Causes
{
    private static readonly FrozenDictionary<string, Cause> ById;

    static Causes()
    {
        Layers =
        [
            OutsideCauses.Layer,
            GatewayCauses.Layer,
            CapacityCauses.Layer,
            DnsCauses.Layer,
            NetworkCauses.Layer,
            TlsCauses.Layer,
            ExchangeCauses.Layer,
            TimeCauses.Layer,
            ProtocolCauses.Layer,
            ApplicationCauses.Layer,
        ];
        All = [.. Layers.SelectMany(layer => layer.Causes)];
        ById = All.ToFrozenDictionary(cause => cause.Id, StringComparer.Ordinal);
    }

    /// <summary>All entries, in the order of a request's way: from the visitor through the gateway to the application.</summary>
    public static IReadOnlyList<Cause> All { get; }

    /// <summary>The same entries, by the place where they are met.</summary>
    internal static IReadOnlyList<CauseLayer> Layers { get; }

    /// <summary>The entry with this id.</summary>
    /// <exception cref="ArgumentException">The id is not in the catalogue; the message names the nearest ids.</exception>
    public static Cause Get(string id) => Find(id) ?? throw new ArgumentException(NearIds.Message(id), nameof(id));

    /// <summary>The entry with exactly this id, or null.</summary>
    public static Cause? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>Did you mean: entries whose id is close to what was typed, nearest first; empty when none is.</summary>
    /// <param name="id">What was typed; any length, case, blanks or underscores instead of hyphens.</param>
    /// <param name="max">Most entries wanted.</param>
    public static IReadOnlyList<Cause> Near(string id, int max) => NearIds.Of(id, max);
}
