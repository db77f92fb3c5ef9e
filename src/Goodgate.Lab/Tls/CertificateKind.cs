namespace Goodgate.Lab.Tls;

/// <summary>What is right or wrong with a certificate.</summary>
internal enum CertificateKind
{
    /// <summary>Signed by the lab's authority, for the right names and dates.</summary>
    Good,

    /// <summary>Signed by itself.</summary>
    SelfSigned,

    /// <summary>Good but for the authority, which is not to be trusted.</summary>
    UnknownAuthority,

    /// <summary>Signed by an intermediate that the server does not send.</summary>
    MissingIntermediate,

    /// <summary>Ended yesterday.</summary>
    Expired,

    /// <summary>Begins tomorrow.</summary>
    NotYetValid,

    /// <summary>For another name.</summary>
    OtherName,
}
