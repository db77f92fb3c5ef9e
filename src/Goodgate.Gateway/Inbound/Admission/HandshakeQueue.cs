namespace Goodgate.Gateway.Inbound.Admission;

/// <summary>
/// TLS handshakes at work: one a processor, the others in turn, and no more of those than the settings allow. A signature costs up to a millisecond of CPU;
/// a thousand of them at once would keep every thread of the pool from anything else.
/// </summary>
/// <param name="most">Most that may wait; asked each time.</param>
internal sealed class HandshakeQueue(Func<int> most) : IDisposable
{
    private readonly SemaphoreSlim _processors = new(Environment.ProcessorCount);
    private int _waiting;

    /// <summary>Those that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for a processor.</summary>
    /// <param name="cancel">Gives up.</param>
    /// <returns>False when too many wait already; else <see cref="Leave"/> must follow.</returns>
    public async ValueTask<bool> EnterAsync(CancellationToken cancel)
    {
        if (_processors.Wait(0, CancellationToken.None))
        {
            return true;
        }

        try
        {
            if (Interlocked.Increment(ref _waiting) > most())
            {
                return false;
            }

            await _processors.WaitAsync(cancel);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>The work is done.</summary>
    public void Leave()
    {
        try
        {
            _processors.Release();
        }
        catch (ObjectDisposedException)
        {
            // The gateway has stopped meanwhile.
        }
    }

    public void Dispose() => _processors.Dispose();
}
