using System.Diagnostics;

namespace Goodgate.Wire.Http1;

/// <summary>
/// Writes the head of an HTTP/1.1 request into a buffer of its own that is used again. Characters are bytes (ISO 8859-1), so that what came in
/// goes out unchanged. The caller has checked names and values; strings are checked once more before anything of the call is written,
/// bytes are taken as they are: a reader has checked them.
/// </summary>
public sealed class RequestHeadWriter
{
    private readonly HeadBuffer _bytes = new();

    /// <summary>Forgets what was written and gives back what a large head or body needed: connections at rest are many.</summary>
    public void Trim() => _bytes.Trim();

    /// <summary>What was written; not to be used after the next call.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.Written;

    /// <summary>
    /// request-line = method SP request-target SP HTTP-version   (RFC 9112 §3). Forgets what was written before.
    /// </summary>
    /// <exception cref="ArgumentException">The method is no token; the target is empty or has white space, a control or a character above U+00FF.</exception>
    public void Start(string method, string target)
    {
        _bytes.Clear();
        HeadText.CheckToken(method, nameof(method));
        HeadText.CheckTarget(target, nameof(target));
        _bytes.Add(method);
        _bytes.Add(" "u8);
        _bytes.Add(target);
        _bytes.Add(" HTTP/1.1\r\n"u8);
    }

    /// <summary>The same with a target that a reader has checked.</summary>
    /// <exception cref="ArgumentException">The method is no token.</exception>
    public void Start(string method, ReadOnlySpan<byte> target)
    {
        _bytes.Clear();
        HeadText.CheckToken(method, nameof(method));
        Debug.Assert(!target.IsEmpty && !target.ContainsAnyExcept(Grammar.Target), "a target is empty or has a byte that may not stand in it");
        _bytes.Add(method);
        _bytes.Add(" "u8);
        _bytes.Add(target);
        _bytes.Add(" HTTP/1.1\r\n"u8);
    }

    /// <summary>Adds one field line.</summary>
    /// <exception cref="ArgumentException">The name is no token; a control character, or one above U+00FF, in the value.</exception>
    public void Field(string name, string value)
    {
        HeadText.CheckToken(name, nameof(name));
        HeadText.CheckValue(value, nameof(value));
        _bytes.AddField(name, value);
    }

    /// <summary>Adds a decimal field, such as Content-Length.</summary>
    /// <exception cref="ArgumentException">The name is no token.</exception>
    public void Field(string name, long value)
    {
        HeadText.CheckToken(name, nameof(name));
        _bytes.AddField(name, value);
    }

    /// <summary>Adds one field line of bytes that a reader has checked.</summary>
    public void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => _bytes.AddField(name, value);

    /// <summary>Adds bytes that are complete field lines already.</summary>
    public void Raw(ReadOnlySpan<byte> lines) => _bytes.Add(lines);

    /// <summary>Ends the head.</summary>
    public void End() => _bytes.Add("\r\n"u8);

    /// <summary>Adds the first bytes of the body behind the head, so that both go out in one write.</summary>
    public void Body(ReadOnlySpan<byte> content) => _bytes.Add(content);
}
