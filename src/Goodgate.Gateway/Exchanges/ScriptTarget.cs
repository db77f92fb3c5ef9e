namespace Goodgate.Gateway.Exchanges;

/// <summary>The script that a request runs on a FastCGI server, found by the site's files.</summary>
/// <param name="Root">DOCUMENT_ROOT: absolute path of the folder the site is served from.</param>
/// <param name="Script">SCRIPT_NAME: path of the script below the root, decoded; begins with a slash.</param>
/// <param name="PathInfo">PATH_INFO: what follows the script's name in the request's path, decoded; empty when nothing does.</param>
public sealed record ScriptTarget(string Root, string Script, string PathInfo)
{
    /// <summary>SCRIPT_FILENAME: absolute path of the script's file.</summary>
    public string File => Below(Script);

    /// <summary>A path below the root, as an absolute one. The root may be <c>/</c>, or have been written with a slash at its end.</summary>
    /// <param name="path">Begins with a slash.</param>
    public string Below(string path) => Root.TrimEnd('/') + path;
}
