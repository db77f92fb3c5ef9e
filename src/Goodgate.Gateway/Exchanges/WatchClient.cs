namespace Goodgate.Gateway.Exchanges;

/// <summary>Step: from here on the exchange hears when its client leaves. What was answered before took no time in which one could.</summary>
internal static class WatchClient
{
    public static ValueTask<bool> RunAsync(Exchange exchange)
    {
        exchange.IsWatched = true;
        exchange.Client.OnLeave(exchange);
        return new ValueTask<bool>(true);
    }

    /// <summary>The exchange is at its end.</summary>
    public static void End(Exchange exchange)
    {
        if (exchange.IsWatched)
        {
            exchange.Client.ForgetLeave();
        }
    }
}
