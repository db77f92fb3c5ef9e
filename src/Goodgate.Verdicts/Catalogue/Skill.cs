namespace Goodgate.Verdicts.Catalogue;

/// <summary>What a person must be able to do for the first steps of a cause.</summary>
public enum Skill
{
    /// <summary>Use a browser.</summary>
    Anyone,

    /// <summary>Use a hosting panel or a content management system.</summary>
    SiteOwner,

    /// <summary>Use a shell and read server logs.</summary>
    Administrator,

    /// <summary>Change the application's code.</summary>
    Developer,
}
