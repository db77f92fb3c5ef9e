namespace Goodgate.Wire.Http1;

/// <summary>
/// Every way a message can break HTTP/1.1; from <see cref="BadRequestLine"/> to <see cref="HostDiffers"/> only requests can, and from
/// <see cref="FastCgiVersion"/> on only FastCGI servers and the scripts behind them: one list for all answers. Names in logs and JSON are the kebab-case ids of <see cref="Violations"/>.
/// New kinds go at the end.
/// </summary>
public enum ViolationKind
{
    BadStatusLine,
    BadVersion,
    BadStatusCode,
    EmptyFieldName,
    BadFieldName,
    BadFieldValue,
    MissingColon,
    SpaceBeforeColon,
    ObsFold,
    BareLf,
    LeadingSpace,
    BadContentLength,
    ConflictingContentLength,
    ContentLengthWithTransferEncoding,
    TransferEncodingInHttp10,
    TransferEncodingNotAllowed,
    UnknownTransferCoding,
    ChunkedNotFinal,
    BadChunkSize,
    BadChunkExtension,
    BadChunkEnd,
    BadTrailer,
    HeadTooLarge,
    TooManyFields,
    TrailersTooLarge,
    TooManyInterim,
    UnsolicitedUpgrade,
    ConnectionNamesFraming,
    ExcessBytes,
    BadRequestLine,
    BadMethod,
    BadTarget,
    FragmentInTarget,
    BadTargetForm,
    TargetTooLong,
    VersionNotSupported,
    MissingHost,
    SeveralHosts,
    BadHost,
    HostDiffers,

    /// <summary>A record is not of version 1.</summary>
    FastCgiVersion,

    /// <summary>A record of a type that servers do not send.</summary>
    FastCgiType,

    /// <summary>A record of another request.</summary>
    FastCgiRequestId,

    /// <summary>FCGI_END_REQUEST of a wrong size.</summary>
    FastCgiEnd,

    /// <summary>The output of a script has no header fields.</summary>
    CgiNoFields,

    /// <summary>The Status field is none.</summary>
    CgiStatus,

    /// <summary>The output ended before its head did.</summary>
    CgiUnfinished,

    /// <summary>The output ended before its Content-Length.</summary>
    CgiShort,

    /// <summary>A fatal error after the head.</summary>
    CgiFatal,
}
