namespace Goodgate.Gateway.Admin;

/// <summary>One page of the admin port.</summary>
/// <param name="Path">Its path; one that ends in <c>/</c> takes everything below.</param>
/// <param name="About">One line for the index.</param>
/// <param name="Answer">Makes the answer from what is in memory. Runs on the thread pool, never on an event loop.</param>
public sealed record AdminPage(string Path, string About, Func<AdminRequest, AdminAnswer> Answer)
{
    /// <summary>True for a page that load balancers ask without a token; it tells nothing else.</summary>
    public bool IsOpen { get; init; }

    /// <summary>What a POST does; null = nothing can be changed there.</summary>
    public Func<AdminRequest, Task<AdminAnswer>>? Post { get; init; }
}
