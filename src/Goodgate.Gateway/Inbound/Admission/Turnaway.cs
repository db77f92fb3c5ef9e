using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Inbound.Admission;

/// <summary>Why a client's connection is turned away.</summary>
internal enum Turnaway
{
    /// <summary><c>client.max_connections</c> are open, or as many as there are descriptors for.</summary>
    Full,

    /// <summary>It came with one of the last descriptors, or could not be accepted at all.</summary>
    NoDescriptors,

    /// <summary>Its address has <c>client.max_connections_per_address</c> already.</summary>
    TooManyOfOne,

    /// <summary><c>client.max_handshakes</c> wait for a processor.</summary>
    NoProcessor,
}

/// <summary>What is said of each.</summary>
internal static class Turnaways
{
    /// <summary>Word in metrics and evidence.</summary>
    public static string Word(this Turnaway why) => why switch
    {
        Turnaway.Full => "limit",
        Turnaway.NoDescriptors => "descriptors",
        Turnaway.TooManyOfOne => "address",
        _ => "handshakes",
    };

    /// <summary>Its cause in the catalogue.</summary>
    public static Cause Cause(this Turnaway why) => Causes.Get(why == Turnaway.TooManyOfOne ? CauseIds.RateLimited : CauseIds.GatewayOutOfResources);
}
