namespace Goodgate.EndToEnd.Causes;

/// <summary>The system's clock, which fails once when it is told to: a defect in the middle of the gateway.</summary>
internal sealed class FailingClock : TimeProvider
{
    private int _looksLeft;

    /// <summary>Fails once.</summary>
    /// <param name="after">Looks at the clock that go well before.</param>
    public void FailOnce(int after = 0) => Volatile.Write(ref _looksLeft, after + 1);

    public override DateTimeOffset GetUtcNow() =>
        Volatile.Read(ref _looksLeft) == 0 || Interlocked.Decrement(ref _looksLeft) != 0 ? System.GetUtcNow() : throw new NotSupportedException("no clock at /srv/secret");
}
