namespace Goodgate.Gateway.Answers;

/// <summary>What a visitor is told of a request that was refused: the reasons of <see cref="Guard.RefusalWords"/> are for those who write clients.</summary>
internal enum RefusalKind
{
    /// <summary>Nothing is there.</summary>
    NotFound,

    /// <summary>It is not shown to this visitor, or to anybody.</summary>
    NotAllowed,

    /// <summary>Something is there, and not for this method: a form sent to a page that takes none.</summary>
    NotDone,

    /// <summary>The fields of the request are too large: cookies, nearly always.</summary>
    TooManyCookies,

    /// <summary>The content is too large.</summary>
    TooLarge,

    /// <summary>The request did not arrive in time.</summary>
    TooSlow,

    /// <summary>Everything else: the request breaks a rule, or asks for what is not done here.</summary>
    NotUnderstood,
}
