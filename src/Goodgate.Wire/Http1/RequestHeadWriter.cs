using System.Buffers;
using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>
/// Writes the head of an HTTP/1.1 request into a buffer of its own that is used again. Characters are bytes (ISO 8859-1), so that what came in
/// goes out unchanged. The caller has checked names and values; what could end a line, start another field or be sent as another byte
/// would be request smuggling, so it is refused once more, before anything of the call is written.
/// </summary>
public sealed class RequestHeadWriter
{
    private const int LongestNumber = 20; // -9223372036854775808

    // Fits the head of nearly every request.
    private const int InitialSize = 2048;
    private const int LargestKept = 8192;

    private byte[] _bytes = new byte[InitialSize];
    private int _length;

    /// <summary>Gives back what a large head or body needed: connections at rest are many.</summary>
    public void Trim()
    {
        if (_bytes.Length > LargestKept)
        {
            _bytes = new byte[InitialSize];
        }

        _length = 0;
    }

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>
    /// request-line = method SP request-target SP HTTP-version   (RFC 9112 §3). Forgets what was written before.
    /// </summary>
    /// <exception cref="ArgumentException">The method is no token; the target is empty or has white space, a control or a character above U+00FF.</exception>
    public void Start(string method, string target)
    {
        _length = 0;
        CheckToken(method, nameof(method));
        CheckText(target, Grammar.NotInTargetChars, nameof(target));
        ArgumentException.ThrowIfNullOrEmpty(target);
        Reserve(method.Length + target.Length + 12);
        Put(method);
        Append(" "u8);
        Put(target);
        Append(" HTTP/1.1\r\n"u8);
    }

    /// <summary>Adds one field line.</summary>
    /// <exception cref="ArgumentException">The name is no token; a control character, or one above U+00FF, in the value.</exception>
    public void Field(string name, string value)
    {
        CheckToken(name, nameof(name));
        CheckText(value, Grammar.NotInValueChars, nameof(value));
        Reserve(name.Length + value.Length + 4);
        Put(name);
        Append(": "u8);
        Put(value);
        Append("\r\n"u8);
    }

    /// <summary>Adds a decimal field, such as Content-Length.</summary>
    /// <exception cref="ArgumentException">The name is no token.</exception>
    public void Field(string name, long value)
    {
        CheckToken(name, nameof(name));
        Reserve(name.Length + LongestNumber + 4);
        Put(name);
        Append(": "u8);
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

    private static void CheckToken(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        Refuse(text, text.AsSpan().IndexOfAnyExcept(Grammar.TokenChars), parameter);
    }

    private static void CheckText(string text, SearchValues<char> refused, string parameter)
    {
        Refuse(text, text.AsSpan().IndexOfAny(refused), parameter);

        // They have no byte: ISO 8859-1 would send "?" for them.
        Refuse(text, text.AsSpan().IndexOfAnyInRange('\u0100', '\uFFFF'), parameter);
    }

    // The text itself may be a secret.
    private static void Refuse(string text, int at, string parameter)
    {
        if (at >= 0)
        {
            throw new ArgumentException($"character U+{(int)text[at]:X4} at {at} may not stand in the {parameter} of a request", parameter);
        }
    }

    private void Put(string text) => _length += Encoding.Latin1.GetBytes(text, _bytes.AsSpan(_length));

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }
    }
}
