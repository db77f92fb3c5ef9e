using System.Text;

namespace Goodgate.Wire.FastCgi;

/// <summary>
/// What a script wrote to STDERR: evidence, so it is bounded. The beginning and the end are kept: warnings come first, the fatal error last.
/// </summary>
public sealed class ErrorOutput
{
    /// <summary>Bytes kept of the beginning, and of the end. PHP's own messages end at 8 KiB (php.ini log_errors_max_len, before 8.0).</summary>
    public const int KeptBytes = 8 * 1024;

    private byte[] _head = [];
    private byte[] _tail = [];
    private int _headLength;

    /// <summary>Bytes written, those that were not kept included.</summary>
    public long Total { get; private set; }

    /// <summary>Forgets all.</summary>
    public void Clear() => (_headLength, Total) = (0, 0);

    /// <summary>Adds bytes of one or more records.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        Total += bytes.Length;
        if (_headLength < KeptBytes)
        {
            _head = _head.Length == 0 ? new byte[KeptBytes] : _head;
            var taken = Math.Min(bytes.Length, KeptBytes - _headLength);
            bytes[..taken].CopyTo(_head.AsSpan(_headLength));
            _headLength += taken;
            bytes = bytes[taken..];
        }

        if (!bytes.IsEmpty)
        {
            AddToTail(bytes);
        }
    }

    /// <summary>What was kept, as UTF-8 text; <c>[…]</c> where something was left out.</summary>
    public string Text()
    {
        var head = Encoding.UTF8.GetString(_head, 0, _headLength);
        var behind = Total - _headLength;
        if (behind <= 0)
        {
            return head;
        }

        if (behind <= KeptBytes)
        {
            return Encoding.UTF8.GetString([.. _head.AsSpan(0, _headLength), .. _tail.AsSpan(0, (int)behind)]);
        }

        var oldest = (int)(behind % KeptBytes);
        return head + "[…]" + Encoding.UTF8.GetString([.. _tail.AsSpan(oldest), .. _tail.AsSpan(0, oldest)]);
    }

    // A ring: byte n behind the head stands at n modulo its size.
    private void AddToTail(ReadOnlySpan<byte> bytes)
    {
        _tail = _tail.Length == 0 ? new byte[KeptBytes] : _tail;
        var at = Total - _headLength - bytes.Length;
        if (bytes.Length > KeptBytes)
        {
            at += bytes.Length - KeptBytes;
            bytes = bytes[^KeptBytes..];
        }

        var slot = (int)(at % KeptBytes);
        var first = Math.Min(bytes.Length, KeptBytes - slot);
        bytes[..first].CopyTo(_tail.AsSpan(slot));
        bytes[first..].CopyTo(_tail);
    }
}
