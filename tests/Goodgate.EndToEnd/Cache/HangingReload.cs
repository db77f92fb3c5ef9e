using Goodgate.Gateway;

namespace Goodgate.EndToEnd.Cache;

/// <summary>
/// A clock by which a reload hangs until it is let: the store of a reload asks for the time when it has its folder, and waits here. What is waited for twenty
/// seconds, that reload, is waited for a moment.
/// </summary>
internal sealed class HangingReload : TimeProvider, IDisposable
{
    private readonly AsyncLocal<bool> _isReload = new();

    public ManualResetEventSlim Opens { get; } = new();

    public void Reload(Prepared prepared)
    {
        _isReload.Value = true;
        prepared.Apply();
        _isReload.Value = false;
    }

    public override DateTimeOffset GetUtcNow()
    {
        if (_isReload.Value)
        {
            Opens.Wait(TimeSpan.FromSeconds(60));
        }

        return base.GetUtcNow();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == TimeSpan.FromSeconds(20) ? TimeSpan.FromMilliseconds(100) : dueTime, period);

    public void Dispose()
    {
        Opens.Set();
        Opens.Dispose();
    }
}
