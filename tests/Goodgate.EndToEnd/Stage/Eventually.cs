namespace Goodgate.EndToEnd.Stage;

/// <summary>Waits for what nothing announces: looks again and again, and fails when it does not come.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns when it is so.</summary>
    /// <param name="isSo">Looked at every 5 ms.</param>
    /// <param name="what">For the message when it never is: "the server answered".</param>
    public static Task IsSoAsync(Func<bool> isSo, string what) => IsSoAsync(() => Task.FromResult(isSo()), what);

    /// <summary>The same for what has to be asked for.</summary>
    public static async Task IsSoAsync(Func<Task<bool>> isSo, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var looks = new PeriodicTimer(BetweenLooks);
        while (!await isSo())
        {
            try
            {
                await looks.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"waited {Patience.TotalSeconds:0} s in vain until {what}", e);
            }
        }
    }
}
