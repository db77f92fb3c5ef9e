namespace Goodgate.Gateway.Exchanges;

/// <summary>The script that a request runs on a FastCGI server, found by the site's files.</summary>
/// <param name="Root">DOCUMENT_ROOT: absolute path of the folder the site is served from, without a slash at its end.</param>
/// <param name="Script">SCRIPT_NAME: path of the script below the root, decoded; begins with a slash.</param>
/// <param name="PathInfo">PATH_INFO: what follows the script's name in the request's path, decoded; empty when nothing does.</param>
public sealed record ScriptTarget(string Root, string Script, string PathInfo);
