namespace Goodgate.Wire.Http1;

/// <summary>
/// Makes a <see cref="RequestHead"/> of a request that did not come as bytes (HTTP/2), so that all who read requests read one thing. The request
/// is written down as HTTP/1.1 would and read by the same rules; what breaks one is not in the head. Reused request after request.
/// </summary>
public sealed class RequestHeadBuilder
{
    // Whoever received the request has bounded it.
    private static readonly HeadLimits Unbounded = new(int.MaxValue, int.MaxValue);

    private readonly HeadBuffer _bytes = new();

    /// <summary>The head; complete after <see cref="Complete"/> when there is no violation.</summary>
    public RequestHead Head { get; } = new();

    /// <summary>The first broken rule: a request that has one is to be refused. Offsets count in the request written down as HTTP/1.1.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Begins a request; forgets the one before.</summary>
    public void Begin(string method, string target, int majorVersion, int minorVersion = 0)
    {
        Head.Clear();
        _bytes.Clear();
        _bytes.Add(method);
        _bytes.Add(" "u8);
        _bytes.Add(target);
        _bytes.Add(" HTTP/1.1\r\n"u8);
        Violation = NoByte(method, 0, ViolationKind.BadMethod) ?? NoByte(target, method.Length + 1, ViolationKind.BadTarget) ?? RequestLine.Read(Bytes, 0, _bytes.Length - 2, Head);
        (Head.MajorVersion, Head.MinorVersion) = (majorVersion, minorVersion);
    }

    /// <summary>Adds a field line. A ":authority" is to be given as Host; the pieces of a Cookie (RFC 9113 §8.2.3) as one.</summary>
    public void Field(string name, string value)
    {
        var start = _bytes.Length;
        _bytes.AddField(name, value);
        if (Violation is not null)
        {
            return;
        }

        var forgiven = Leniency.None;
        Violation = NoByte(name, start, ViolationKind.BadFieldName)
            ?? NoByte(value, start + name.Length + 2, ViolationKind.BadFieldValue)
            ?? Colon(name, start)
            ?? FieldLineReader.Read(Bytes, start, _bytes.Length - 2, Unbounded, Head.Fields, ref forgiven);
    }

    /// <summary>Ends the request: its head can be read now, until the next one begins.</summary>
    public void Complete()
    {
        var end = _bytes.Length;
        _bytes.Add("\r\n"u8);
        Violation ??= HostField.Check(Bytes, end, Head);
        Head.Length = _bytes.Length;
        Head.Attach(_bytes.Array, 0);
    }

    /// <summary>Forgets the request and gives back what a large one needed.</summary>
    public void Trim()
    {
        Head.Clear();
        _bytes.Trim();
    }

    private Span<byte> Bytes => _bytes.Array.AsSpan(0, _bytes.Length);

    // As a byte it would be "?", or a letter that looks like it.
    private Violation? NoByte(string text, int at, ViolationKind kind)
    {
        var index = HeadText.IndexOfNoByte(text);
        return index < 0 ? null : Broken(kind, at + index, $"character U+{(int)text[index]:X4} is no byte");
    }

    // Written down, what stands behind it would be a value.
    private Violation? Colon(string name, int at)
    {
        var index = name.IndexOf(':', StringComparison.Ordinal);
        return index < 0 ? null : Broken(ViolationKind.BadFieldName, at + index, "a colon in a field name");
    }

    private Violation Broken(ViolationKind kind, int at, string detail) => new(kind, at, null, detail, Sample.Around(Bytes, at));
}
