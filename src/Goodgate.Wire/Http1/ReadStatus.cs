namespace Goodgate.Wire.Http1;

/// <summary>What a reader says after it has seen some bytes.</summary>
public enum ReadStatus
{
    /// <summary>Call again with more bytes.</summary>
    NeedMore,

    /// <summary>The part is complete.</summary>
    Done,

    /// <summary>The bytes break a rule; the reader's violation says which.</summary>
    Invalid,
}
