namespace Goodgate.Verdicts.Catalogue;

/// <summary>Who must act. The catalogue gives each cause a default; evidence may move it.</summary>
public enum Party
{
    /// <summary>The person with the browser.</summary>
    Visitor,

    /// <summary>Gateway and server settings, DNS records.</summary>
    Operator,

    /// <summary>The developers of the application.</summary>
    Application,

    /// <summary>The hosting provider: server, PHP-FPM, operating system.</summary>
    Hosting,

    /// <summary>The network between the gateway and the server.</summary>
    Network,

    /// <summary>Certificates, firewalls, web application firewalls.</summary>
    Security,

    /// <summary>The content delivery network in front of the site.</summary>
    Cdn,

    /// <summary>A defect of Goodgate itself.</summary>
    Goodgate,
}
