namespace Goodgate.Caching;

/// <summary>A cache of so many bytes under one policy.</summary>
internal interface ISimulatedCache
{
    /// <summary>Asks for a page, and stores it when it is not there.</summary>
    /// <returns>True when it was there.</returns>
    bool Ask(Request request);
}
