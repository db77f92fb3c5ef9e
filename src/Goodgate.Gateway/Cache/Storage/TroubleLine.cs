namespace Goodgate.Gateway.Cache.Storage;

/// <summary>
/// Brings sentences to somebody who may be slow to listen: in order, one at a time, on no thread of those who say them. A terminal that was stopped takes nothing,
/// for ever: nobody waits for it, and of what is to be said only the last is kept. From any thread.
/// </summary>
internal sealed class TroubleLine
{
    // That a disk fails, and that it works again.
    private const int MostWaiting = 2;

    private readonly Lock _gate = new();
    private readonly Queue<string> _waiting = new();
    private Action<string>? _listener;
    private bool _isTalking;

    /// <summary>Takes the sentences; null = nobody yet: a folder is read before there is somebody to hear of it, and what was said last waits for him.</summary>
    public Action<string>? Listener
    {
        get => _listener;
        set
        {
            lock (_gate)
            {
                _listener = value;
                Begin();
            }
        }
    }

    /// <summary>Says a sentence; does not wait until it was heard.</summary>
    public void Say(string text)
    {
        lock (_gate)
        {
            if (_waiting.Count == MostWaiting)
            {
                _waiting.Dequeue();
            }

            _waiting.Enqueue(text);
            Begin();
        }
    }

    private void Begin()
    {
        if (!_isTalking && _waiting.Count > 0 && _listener is not null)
        {
            _isTalking = true;
            _ = Task.Run(Talk);
        }
    }

    private void Talk()
    {
        while (Next() is { } text)
        {
            try
            {
                _listener?.Invoke(text);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // Who could not take this one gets the next.
            }
        }
    }

    private string? Next()
    {
        lock (_gate)
        {
            return (_isTalking = _waiting.TryDequeue(out var text)) ? text : null;
        }
    }
}
