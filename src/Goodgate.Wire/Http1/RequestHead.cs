namespace Goodgate.Wire.Http1;

/// <summary>
/// Request line and field lines of one request. Reused: valid until the next request is read into it. Target, authority and fields can be
/// read once <see cref="Attach"/> has said where the bytes are.
/// </summary>
public sealed class RequestHead
{
    private byte[] _bytes = [];
    private int _start;

    /// <summary>A token; case matters (RFC 9110 §9.1).</summary>
    public string Method { get; internal set; } = "";

    /// <summary>The request-target, bytes as received: 0x21 to 0x7E without <c>#</c>.</summary>
    public ReadOnlySpan<byte> Target => _bytes.AsSpan(_start + TargetStart, TargetLength);

    /// <summary>Which form <see cref="Target"/> has.</summary>
    public TargetForm Form { get; internal set; }

    /// <summary>The authority in an absolute-form or authority-form: <c>host</c> or <c>host:port</c>; empty in the others.</summary>
    public ReadOnlySpan<byte> Authority => _bytes.AsSpan(_start + AuthorityStart, AuthorityLength);

    /// <summary>1; 2 for a request that was put together by <see cref="RequestHeadBuilder"/>.</summary>
    public int MajorVersion { get; internal set; } = 1;

    /// <summary>0 or 1: the minor digit of HTTP/1.x.</summary>
    public int MinorVersion { get; internal set; }

    /// <summary>Bytes up to the end of the empty line, with the empty lines that were skipped before the request line.</summary>
    public int Length { get; internal set; }

    /// <summary>The field lines.</summary>
    public FieldSection Fields { get; } = new();

    internal int TargetStart { get; set; }

    internal int TargetLength { get; set; }

    internal int AuthorityStart { get; set; }

    internal int AuthorityLength { get; set; }

    /// <summary>Says where the bytes are: the message began at <paramref name="start"/> in <paramref name="bytes"/>.</summary>
    public void Attach(byte[] bytes, int start)
    {
        (_bytes, _start) = (bytes, start);
        Fields.Attach(bytes, start);
    }

    internal void Clear()
    {
        Method = "";
        Form = TargetForm.Origin;
        (MajorVersion, MinorVersion, Length) = (1, 0, 0);
        (TargetStart, TargetLength, AuthorityStart, AuthorityLength) = (0, 0, 0, 0);

        // The bytes may be another's by now: nothing of them is to be seen through this head.
        Attach([], 0);
        Fields.Clear();
    }
}
