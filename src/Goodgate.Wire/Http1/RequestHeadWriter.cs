using System.Buffers;
using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>
/// Writes the head of an HTTP/1.1 request into a buffer of its own that is used again. Characters are bytes (ISO 8859-1), so that what came in
/// goes out unchanged. The caller has checked names and values; a CR, LF or NUL here would be request smuggling, so it is refused once more.
/// </summary>
public sealed class RequestHeadWriter
{
    private byte[] _bytes = new byte[2048];
    private int _length;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>
    /// request-line = method SP request-target SP HTTP-version   (RFC 9112 §3)
    /// </summary>
    public void Start(string method, string target)
    {
        _length = 0;
        Reserve(method.Length + target.Length + 16);
        Put(method, Grammar.NotInValueChars);
        _bytes[_length++] = (byte)' ';
        Put(target, Grammar.NotInValueChars);
        Append(" HTTP/1.1\r\n"u8);
    }

    /// <summary>Adds one field line.</summary>
    /// <exception cref="ArgumentException">A control character in name or value.</exception>
    public void Field(string name, string value)
    {
        Reserve(name.Length + value.Length + 4);
        Put(name, Grammar.NotInValueChars);
        _bytes[_length++] = (byte)':';
        _bytes[_length++] = (byte)' ';
        Put(value, Grammar.NotInValueChars);
        _bytes[_length++] = (byte)'\r';
        _bytes[_length++] = (byte)'\n';
    }

    /// <summary>Adds a decimal field, such as Content-Length.</summary>
    public void Field(string name, long value)
    {
        Reserve(name.Length + 24);
        Put(name, Grammar.NotInValueChars);
        _bytes[_length++] = (byte)':';
        _bytes[_length++] = (byte)' ';
        value.TryFormat(_bytes.AsSpan(_length), out var digits);
        _length += digits;
        Append("\r\n"u8);
    }

    /// <summary>Adds bytes that are complete field lines already.</summary>
    public void Raw(ReadOnlySpan<byte> lines)
    {
        Reserve(lines.Length);
        Append(lines);
    }

    /// <summary>Ends the head.</summary>
    public void End()
    {
        Reserve(2);
        Append("\r\n"u8);
    }

    /// <summary>Adds the first bytes of the body behind the head, so that both go out in one write.</summary>
    public void Body(ReadOnlySpan<byte> content)
    {
        Reserve(content.Length);
        Append(content);
    }

    private void Put(string text, SearchValues<char> refused)
    {
        if (text.AsSpan().IndexOfAny(refused) >= 0)
        {
            throw new ArgumentException("control character in a request head", nameof(text));
        }

        _length += Encoding.Latin1.GetBytes(text, _bytes.AsSpan(_length));
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int count)
    {
        if (_length + count + 16 > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count + 16));
        }
    }
}
