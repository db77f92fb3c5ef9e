namespace Goodgate.Gateway.Guard;

/// <summary>The reasons of refusals in plain words: what was found, and what is expected. Nothing of the request is repeated.</summary>
public static class RefusalWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["bad-chunk-end"] = "the data of a chunk does not end in CRLF.",
        ["bad-chunk-extension"] = "a chunk extension is too long or has control characters.",
        ["bad-chunk-size"] = "a chunk does not begin with its size in hexadecimal digits.",
        ["bad-content-length"] = "Content-Length must be one decimal number.",
        ["bad-field-name"] = "the name of a header field holds characters that are not allowed in one.",
        ["bad-field-value"] = "the value of a header field holds control characters.",
        ["bad-host"] = "Host must be a name or an address, with a port or without.",
        ["bad-method"] = "the method must be a word of letters.",
        ["bad-path"] = "the path holds a broken percent-encoding, a control character, a backslash, or '.' or '..' as a name.",
        ["bad-request-line"] = "a request begins with METHOD, space, address, space, HTTP/1.1.",
        ["bad-target"] = "the address holds spaces, control characters or bytes outside ASCII, which must be percent-encoded, or %00.",
        ["bad-target-form"] = "the address has the wrong form for its method: a path, or http:// and a host with it; '*' is for OPTIONS alone.",
        ["bare-lf"] = "a line ends in LF alone; lines end in CRLF.",
        ["body-too-large"] = "the content is larger than this server takes.",
        ["chunked-not-final"] = "Transfer-Encoding must be 'chunked', once, and nothing else.",
        ["conflicting-content-length"] = "the request has more than one Content-Length.",
        ["connection-field-in-http2"] = "HTTP/2 has no Transfer-Encoding, Upgrade, Keep-Alive or Proxy-Connection.",
        ["connection-names-a-field-of-the-message"] = "Connection lists a field that belongs to the message itself.",
        ["content-length-with-transfer-encoding"] = "the request has both Content-Length and Transfer-Encoding; it may have one of them.",
        ["empty-field-name"] = "a header field has no name.",
        ["fragment-in-target"] = "the address holds '#'; a fragment stays with the client, and the character itself is written %23.",
        ["head-too-large"] = "the header fields are larger, or more, than this server takes; old cookies are the usual reason.",
        ["hidden-file"] = "files with such a name, or in such a place, are not served.",
        ["host-differs"] = "Host differs from the host in the address.",
        ["leading-space"] = "white space stands before the first header field.",
        ["length-required"] = "the content is long and does not say how long: send Content-Length.",
        ["malformed-body"] = "the content does not have the form its header fields promise.",
        ["malformed-request"] = "the request does not have the form of HTTP.",
        ["method-not-for-files"] = "a file can be asked for with GET and HEAD; Allow lists them.",
        ["method-not-purge"] = "this client may not purge: cache.purge_from says who may.",
        ["method-not-routed"] = "this path is not served for this method; Allow lists those that are.",
        ["method-not-served"] = "CONNECT and TRACE are not served here.",
        ["missing-colon"] = "a header line has no colon.",
        ["missing-host"] = "the request has no Host field; it must have one.",
        ["no-file"] = "there is no file at this path.",
        ["no-route"] = "nothing is served at this path.",
        ["no-site"] = "no site with this host name is served here.",
        ["obs-fold"] = "a header field is folded over two lines; it must stand on one.",
        ["only-if-cached"] = "the request wants a stored answer alone, and there is none.",
        ["path-outside-root"] = "the path leads out of the site, or is no valid UTF-8.",
        ["precondition-failed"] = "the file is not the version the request is for.",
        ["purge-waits"] = "the folder of the cache is being read or opened anew, or its disk is slow; the purge is carried out when that has ended, and nobody is told then.",
        ["range-not-satisfiable"] = "the file ends before the range that was asked for; Content-Range says how long it is.",
        ["request-timeout"] = "the request took too long to arrive.",
        ["script-not-run"] = "a script in this place is not run.",
        ["several-hosts"] = "the request has more than one Host field; it must have one.",
        ["space-before-colon"] = "white space stands between the name of a header field and its colon.",
        ["target-too-long"] = "the address is longer than this server takes.",
        ["tls-on-a-plain-port"] = "this port speaks plain HTTP; the address begins with http:// here.",
        ["transfer-encoding-in-http10"] = "HTTP/1.0 has no Transfer-Encoding; send Content-Length.",
        ["transfer-encoding-not-allowed"] = "Transfer-Encoding is not allowed here.",
        ["unknown-transfer-coding"] = "Transfer-Encoding must be 'chunked', once, and nothing else.",
        ["version-not-supported"] = "HTTP/1.0, HTTP/1.1 and, inside TLS, HTTP/2 are served here.",
    };

    /// <summary>All reasons.</summary>
    public static IReadOnlyCollection<string> Reasons => Words.Keys;

    /// <summary>The sentence of a reason.</summary>
    /// <exception cref="KeyNotFoundException">A reason without words.</exception>
    public static string Of(string reason) => Words[reason];
}
