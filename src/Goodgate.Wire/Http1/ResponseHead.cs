namespace Goodgate.Wire.Http1;

/// <summary>Status line and field lines of one response. Reused: valid until the next response is read into it.</summary>
public sealed class ResponseHead
{
    /// <summary>100 to 599.</summary>
    public int Status { get; internal set; }

    /// <summary>0 or 1: the minor digit of HTTP/1.x.</summary>
    public int MinorVersion { get; internal set; }

    /// <summary>Bytes from the status line to the end of the empty line.</summary>
    public int Length { get; internal set; }

    /// <summary>The field lines.</summary>
    public FieldSection Fields { get; } = new();

    /// <summary>Violations that were let through.</summary>
    public Leniency Forgiven { get; internal set; }

    /// <summary>True when the SP after the status code was missing: tolerated and counted (RFC 9112 §4).</summary>
    public bool ReasonSpaceMissing { get; internal set; }

    /// <summary>1xx other than 101: another head follows (RFC 9110 §15.2).</summary>
    public bool IsInterim => Status is >= 100 and < 200 and not 101;

    internal void Clear()
    {
        Status = 0;
        Length = 0;
        Forgiven = Leniency.None;
        ReasonSpaceMissing = false;
        Fields.Clear();
    }
}
