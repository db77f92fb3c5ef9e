namespace Goodgate.Gateway.Inbound.Listening;

/// <summary>A connection of a client, as the one sees it who stops the gateway.</summary>
internal interface IClientConnection : IDisposable
{
    /// <summary>Serves it to its end. Never throws.</summary>
    Task RunAsync();

    /// <summary>No more requests: ends at once when idle, else after the exchange under way.</summary>
    void Drain();

    /// <summary>Closes at once.</summary>
    void Close();
}
