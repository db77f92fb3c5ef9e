namespace Goodgate.Wire.Http1;

/// <summary>
/// Every way a message can break HTTP/1.1; from <see cref="BadRequestLine"/> to <see cref="HostDiffers"/> only requests can. Names in logs and JSON are the kebab-case ids of <see cref="Violations"/>.
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
}
