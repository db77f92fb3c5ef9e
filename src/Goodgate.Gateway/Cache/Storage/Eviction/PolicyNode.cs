namespace Goodgate.Gateway.Cache.Storage.Eviction;

/// <summary>An item in a policy: one link of a queue, so that taking it out needs no search.</summary>
/// <param name="owner">What the caller keeps there.</param>
/// <param name="hash">Of its name: by this a policy remembers it when it is gone.</param>
internal sealed class PolicyNode(object owner, uint hash)
{
    // Two bits, as in the paper: more tells nothing that matters, and old fame would last for ever.
    private const byte MostUses = 3;

    private byte _uses;

    public object Owner { get; } = owner;

    public uint Hash { get; } = hash;

    /// <summary>Bytes; fixed while it is in.</summary>
    public long Size { get; set; }

    /// <summary>True while it is in a policy.</summary>
    public bool IsIn => Queue is not null;

    /// <summary>Uses since it came in, or was last looked at.</summary>
    public byte Uses
    {
        get => _uses;
        set => _uses = value;
    }

    internal FifoQueue? Queue { get; set; }

    internal PolicyNode? Newer { get; set; }

    internal PolicyNode? Older { get; set; }

    /// <summary>Notes a use. From any thread, without a lock: one that is lost in a race is no matter.</summary>
    public void Touch()
    {
        if (_uses < MostUses)
        {
            _uses++;
        }
    }
}
