using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>
/// How long one client is waited for. A slow phone is no attack, a client that stands still is: a body may stand still for a minute in all, and each
/// 100 bytes earn a second back (nginx gives client_body_timeout and send_timeout 60 s for each read or write, so that a byte a minute lasts for ever).
/// </summary>
internal sealed class ClientPatience : IDisposable
{
    private const int BytesPerSecond = 100;

    // What a write may take at least: the kernel says only when all of it is taken.
    private const int WrittenPerSecond = 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly Watch _watch;
    private readonly Inlet _inlet;
    private readonly Deadline _writing;
    private Deadline _reading;
    private TimeSpan _left = Grace;
    private long _began;

    /// <param name="watch">Looks at the limits.</param>
    /// <param name="inlet">Is interrupted when a read takes too long.</param>
    /// <param name="transport">Is reset when a write takes too long.</param>
    public ClientPatience(Watch watch, Inlet inlet, Transport transport)
    {
        _watch = watch;
        _inlet = inlet;
        _reading = new Deadline(watch.Time, inlet.Interrupt);
        _writing = new Deadline(watch.Time, transport.Reset);
        watch.Add(_reading);
        watch.Add(_writing);
    }

    /// <summary>True once a limit of reading has passed; stays so until <see cref="Renew"/>.</summary>
    public bool IsOver => _reading.HasFired;

    /// <summary>Waits for a head, or for its first byte.</summary>
    public void Await(TimeSpan limit) => _reading.SetAt(_watch.Due(limit));

    /// <summary>What was awaited has come.</summary>
    public void Came() => _reading.Clear();

    /// <summary>What took too long has been answered for: what follows has a limit of its own.</summary>
    public void Renew()
    {
        if (IsOver)
        {
            _watch.Remove(_reading);
            _reading = new Deadline(_watch.Time, _inlet.Interrupt);
            _watch.Add(_reading);
        }
    }

    /// <summary>A body begins.</summary>
    public void BeginBody() => _left = Grace;

    /// <summary>Waits for more of a body.</summary>
    public void AwaitBody()
    {
        _began = _watch.Time.GetTimestamp();
        _reading.Set(_left);
    }

    /// <summary>More of a body has come.</summary>
    public void BodyCame(int bytes)
    {
        if (_began != 0)
        {
            _left -= _watch.Time.GetElapsedTime(_began);
            _began = 0;
            _reading.Clear();
        }

        _left = TimeSpan.FromTicks(Math.Clamp(_left.Ticks + (bytes * TimeSpan.TicksPerSecond / BytesPerSecond), TimeSpan.TicksPerMillisecond, Grace.Ticks));
    }

    /// <summary>Waits for a write of so many bytes.</summary>
    public void AwaitWrite(int bytes) => _writing.Set(Grace + TimeSpan.FromSeconds(bytes / WrittenPerSecond));

    /// <summary>The write has ended.</summary>
    public void Written() => _writing.Clear();

    /// <summary>The connection has ended.</summary>
    public void Dispose()
    {
        _watch.Remove(_reading);
        _watch.Remove(_writing);
    }
}
