namespace Goodgate.Verdicts.Catalogue;

/// <summary>A group of causes that are found at the same place of a request's way.</summary>
/// <param name="Name">Heading of the group: "Names and addresses".</param>
/// <param name="Opening">One or two sentences that help to tell the group's causes apart.</param>
/// <param name="Causes">The entries, in the order they are shown.</param>
internal sealed record CauseLayer(string Name, string Opening, IReadOnlyList<Cause> Causes);
