using System.Buffers;
using Goodgate.Gateway.Forwarding;
using Goodgate.Gateway.Workers;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Upstreams;

/// <summary>
/// One connection to a server, with everything that lives as long as it: the buffer, the readers and writers, the deadline.
/// It carries one exchange at a time; between two it rests in the server's <see cref="ConnectionPool"/>.
/// </summary>
public sealed class UpstreamConnection : IDisposable
{
    // A head of a usual response fits; grown up to the limit of the head when one does not, and given back after.
    private const int InitialBuffer = 8 * 1024;

    private Transport _transport;
    private readonly Watch _watch;
    private readonly Server _server;
    private readonly byte[] _small = new byte[InitialBuffer];
    private int _closed;

    internal UpstreamConnection(Server server, Transport transport, Watch watch)
    {
        _server = server;
        _transport = transport;
        _watch = watch;
        Buffer = _small;
        Protocol = server.NewProtocol();
        Deadline = new Deadline(watch.Time, Close);
        Opened = watch.Time.GetTimestamp();
        watch.Add(Deadline);
    }

    /// <summary>The server at the other end.</summary>
    public Server Server => _server;

    /// <summary>What is spoken on it.</summary>
    internal IUpstreamProtocol Protocol { get; }

    /// <summary>Address in use.</summary>
    public string Peer => _transport.Peer;

    /// <summary>The limit of the wait under way.</summary>
    public Deadline Deadline { get; }

    /// <summary>The limit of a write under way while a read is too; null until there was one.</summary>
    public Deadline? SendDeadline { get; private set; }

    /// <summary>Timestamp of the clock when it was opened.</summary>
    public long Opened { get; private set; }

    /// <summary>Timestamp since when it has been idle; 0 on its first exchange.</summary>
    public long IdleSince { get; set; }

    /// <summary>Exchanges carried before the current one.</summary>
    public int Served { get; set; }

    /// <summary>Reads response heads.</summary>
    public ResponseHeadReader HeadReader { get; } = new();

    /// <summary>Reads chunked bodies.</summary>
    public ChunkedReader Chunks { get; } = new();

    /// <summary>Writes request heads.</summary>
    public RequestHeadWriter Request { get; } = new();

    /// <summary>Strings of fields met on this connection.</summary>
    public Exchanges.FieldStrings Strings { get; } = new();

    /// <summary>Received and not yet taken: <see cref="Start"/> to <see cref="End"/> in here.</summary>
    public byte[] Buffer { get; private set; }

    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>Received and not yet taken.</summary>
    public Span<byte> Unread => Buffer.AsSpan(Start, End - Start);

    /// <summary>The same as memory.</summary>
    public ReadOnlyMemory<byte> UnreadMemory => Buffer.AsMemory(Start, End - Start);

    /// <summary>What became of it while it was idle.</summary>
    public RestState Resting => _transport.Resting;

    /// <summary>True while it is in the pool.</summary>
    internal bool IsPooled { get; set; }

    /// <summary>True once closed by either side of ours.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Starts the limit of a wait.</summary>
    /// <param name="limit">Longest wait; zero = none.</param>
    /// <param name="total">Timestamp at which the limit on the whole exchange fires; 0 = none.</param>
    public void LimitWait(TimeSpan limit, long total)
    {
        Deadline.SetAt(_watch.Due(limit));
        if (total > 0)
        {
            Deadline.NotAfter(total);
        }
    }

    /// <summary>Starts the limit of a write beside a read.</summary>
    public void LimitSend(TimeSpan limit)
    {
        if (SendDeadline is null)
        {
            SendDeadline = new Deadline(_watch.Time, Close);
            _watch.Add(SendDeadline);
            if (IsClosed)
            {
                _watch.Remove(SendDeadline);
            }
        }

        SendDeadline.Set(limit);
    }

    /// <summary>Says whose place among the workers the request on it has; nothing where there are none to be had.</summary>
    internal void Serve(WorkerPlace? place)
    {
        if (place is not null && _transport is WorkerTransport worker)
        {
            worker.Serve(place, Protocol);
        }
    }

    /// <summary>Writes all of it.</summary>
    public ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> bytes) => _transport.SendAsync(bytes);

    /// <summary>Reads into <paramref name="target"/> directly, past the buffer.</summary>
    public ValueTask<IoResult> ReceiveAsync(Memory<byte> target) => _transport.ReceiveAsync(target);

    /// <summary>Memory behind what is unread, at least one byte. The buffer grows while a head does not fit, and when a body fills it.</summary>
    /// <param name="max">Most bytes wanted in the buffer.</param>
    public Memory<byte> FreeSpace(int max)
    {
        var filled = End == Buffer.Length;
        if (Start > 0)
        {
            Unread.CopyTo(Buffer);
            End -= Start;
            Start = 0;
        }

        if (filled && (End == Buffer.Length || Buffer.Length < max))
        {
            var grown = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Min(Buffer.Length * 8, max), Buffer.Length + 1));
            Unread.CopyTo(grown);
            GiveBack();
            Buffer = grown;
        }

        return Buffer.AsMemory(End);
    }

    /// <summary>Says that bytes were received into <see cref="FreeSpace"/>.</summary>
    public void Received(int count) => End += count;

    /// <summary>Says that bytes of <see cref="Unread"/> were taken.</summary>
    public void Take(int count) => Start += count;

    /// <summary>Makes ready for the next exchange.</summary>
    public void Rest(long now)
    {
        Served++;
        IdleSince = now;
        Clear();
        _transport.Rest();
    }

    /// <summary>Closes it after a complete exchange, and makes ready to be opened anew. Nobody else may hold it any more, and its deadline must be cleared.</summary>
    /// <returns>False when it was closed before.</returns>
    internal bool TryRetire()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return false;
        }

        _transport.Close();
        _server.Pool.Closed(this);
        Clear();
        return true;
    }

    /// <summary>Begins anew on another socket.</summary>
    internal void Reopen(Transport transport)
    {
        _transport = transport;
        (Served, IdleSince, Opened) = (0, 0, _watch.Time.GetTimestamp());
        Volatile.Write(ref _closed, 0);
    }

    /// <summary>It will not be opened anew.</summary>
    internal void Forget()
    {
        _watch.Remove(Deadline);
        if (SendDeadline is { } sending)
        {
            _watch.Remove(sending);
        }
    }

    /// <summary>Says that no more will be sent (FIN).</summary>
    public ValueTask ShutdownSendAsync() => _transport.ShutdownSendAsync();

    /// <summary>Closes at once; a wait under way ends with an error. Safe from any thread, more than once.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            Forget();
            _transport.Close();
            _server.Pool.Closed(this);
        }
    }

    public void Dispose() => Close();

    private void Clear()
    {
        GiveBack();
        Buffer = _small;
        Start = 0;
        End = 0;
        Request.Trim();
        Protocol.Rest();
    }

    // Only while no read is under way: a closed connection's buffer is left to the collector.
    private void GiveBack()
    {
        if (Buffer != _small)
        {
            ArrayPool<byte>.Shared.Return(Buffer);
        }
    }
}
