namespace Goodgate.EndToEnd.Causes;

/// <summary>The system's clock, which fails once when it is told to: a defect in the middle of the gateway.</summary>
internal sealed class FailingClock : TimeProvider
{
    private int _armed;

    public void FailOnce() => Volatile.Write(ref _armed, 1);

    public override DateTimeOffset GetUtcNow() =>
        Interlocked.Exchange(ref _armed, 0) == 0 ? System.GetUtcNow() : throw new NotSupportedException("no clock at /srv/secret");
}
