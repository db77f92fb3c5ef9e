using Goodgate.Gateway.Spooling;

namespace Goodgate.Gateway.Forwarding;

/// <summary>
/// Takes a response in at the speed of its server and gives it out at the client's, so that a client that reads slowly holds no worker: what it has not
/// taken yet is kept in a <see cref="Spool"/>. Without room it passes on at the client's speed.
/// </summary>
/// <param name="write">Gives content to the client, and says whether nothing follows; false when the client has gone.</param>
/// <param name="abort">Ends the response so that the client cannot take it for complete.</param>
/// <param name="spool">Given up by <see cref="EndAsync"/>.</param>
internal sealed class ReadAhead(Func<ReadOnlyMemory<byte>, bool, ValueTask<bool>> write, Action abort, Spool spool)
{
    private readonly Lock _lock = new();
    private Task _giving = Task.CompletedTask;
    private long _given;
    private bool _gives;
    private bool _ended;
    private volatile bool _refused;

    /// <summary>Takes over the next content. Waits for the client only where no more of it can be kept.</summary>
    /// <param name="content">Bytes; need not stay valid.</param>
    /// <param name="last">True when nothing follows.</param>
    /// <returns>False when the client has gone.</returns>
    public async ValueTask<bool> TakeAsync(ReadOnlyMemory<byte> content, bool last)
    {
        lock (_lock)
        {
            if (!_gives)
            {
                spool.Rewind();
                _given = 0;
            }
        }

        if (!await spool.TryAppendAsync(content))
        {
            await _giving;
            return !_refused && await WriteAsync(content, last);
        }

        bool begins;
        lock (_lock)
        {
            _ended = last;
            (begins, _gives) = (!_gives, true);
        }

        _giving = begins ? GiveAllAsync() : _giving;
        return !_refused;
    }

    /// <summary>Waits until the client has what was taken over, or has gone; then nothing of it is left here.</summary>
    /// <returns>False when it has gone.</returns>
    public async ValueTask<bool> EndAsync()
    {
        try
        {
            await _giving;
            return !_refused;
        }
        finally
        {
            spool.Dispose();
        }
    }

    private async Task GiveAllAsync()
    {
        try
        {
            await GiveAsync();
        }
        catch (IOException)
        {
            // The disk lost what the client was to get: that cannot end well, and the client must see it.
            _refused = true;
            abort();
        }
    }

    private async Task GiveAsync()
    {
        while (true)
        {
            var piece = _given < spool.Length ? await spool.ReadAsync(_given) : default;
            bool last;
            lock (_lock)
            {
                last = _ended && _given + piece.Length == spool.Length;
                if (_refused || (piece.IsEmpty && !last))
                {
                    // More may have come since it was looked for.
                    if (_refused || _given == spool.Length)
                    {
                        _gives = false;
                        return;
                    }

                    continue;
                }
            }

            if (!await WriteAsync(piece, last))
            {
                continue;
            }

            _given += piece.Length;
            if (last)
            {
                return;
            }
        }
    }

    private async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> content, bool last)
    {
        _refused = !await write(content, last);
        return !_refused;
    }
}
