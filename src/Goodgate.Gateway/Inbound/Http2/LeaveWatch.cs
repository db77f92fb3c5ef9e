using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Inbound.Http2;

/// <summary>Calls the exchange under way when the client's connection ends.</summary>
internal sealed class LeaveWatch : IDisposable
{
    private readonly CancellationTokenRegistration _registration;
    private Exchange? _left;
    private int _gone;

    public LeaveWatch(CancellationToken closed) => _registration = closed.UnsafeRegister(static state => ((LeaveWatch)state!).Fire(), this);

    /// <summary>Says whom to call; null = nobody.</summary>
    public void Set(Exchange? left)
    {
        Volatile.Write(ref _left, left);
        if (left is not null && Volatile.Read(ref _gone) != 0)
        {
            Interlocked.Exchange(ref _left, null)?.Leave();
        }
    }

    public void Dispose() => _registration.Dispose();

    private void Fire()
    {
        Volatile.Write(ref _gone, 1);
        Interlocked.Exchange(ref _left, null)?.Leave();
    }
}
