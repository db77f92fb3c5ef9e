namespace Goodgate.Gateway.Files;

/// <summary>Content-Type by the end of a name.</summary>
internal static class MediaTypes
{
    private const string Utf8 = "; charset=utf-8";

    /// <summary>Of names without a known end: nothing a browser would run.</summary>
    public const string Unknown = "application/octet-stream";

    // As nginx's mime.types has them, with text/javascript for scripts (RFC 9239). Text is UTF-8; JSON and XML say their encoding themselves.
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["html"] = "text/html" + Utf8, ["htm"] = "text/html" + Utf8, ["shtml"] = "text/html" + Utf8,
        ["css"] = "text/css" + Utf8, ["js"] = "text/javascript" + Utf8, ["mjs"] = "text/javascript" + Utf8,
        ["txt"] = "text/plain" + Utf8, ["md"] = "text/markdown" + Utf8, ["csv"] = "text/csv" + Utf8, ["vtt"] = "text/vtt" + Utf8,
        ["ics"] = "text/calendar" + Utf8, ["vcf"] = "text/vcard" + Utf8, ["appcache"] = "text/cache-manifest" + Utf8,
        ["json"] = "application/json", ["map"] = "application/json", ["webmanifest"] = "application/manifest+json", ["jsonld"] = "application/ld+json",
        ["geojson"] = "application/geo+json", ["xml"] = "application/xml", ["xsl"] = "application/xslt+xml", ["rss"] = "application/rss+xml",
        ["atom"] = "application/atom+xml", ["xhtml"] = "application/xhtml+xml", ["rdf"] = "application/rdf+xml", ["kml"] = "application/vnd.google-earth.kml+xml",
        ["svg"] = "image/svg+xml", ["svgz"] = "image/svg+xml", ["png"] = "image/png", ["jpg"] = "image/jpeg", ["jpeg"] = "image/jpeg", ["gif"] = "image/gif",
        ["webp"] = "image/webp", ["avif"] = "image/avif", ["ico"] = "image/x-icon", ["cur"] = "image/x-icon", ["bmp"] = "image/bmp", ["tif"] = "image/tiff",
        ["tiff"] = "image/tiff", ["jxl"] = "image/jxl", ["heic"] = "image/heic", ["heif"] = "image/heif",
        ["woff"] = "font/woff", ["woff2"] = "font/woff2", ["ttf"] = "font/ttf", ["otf"] = "font/otf", ["ttc"] = "font/collection",
        ["eot"] = "application/vnd.ms-fontobject",
        ["mp3"] = "audio/mpeg", ["m4a"] = "audio/mp4", ["ogg"] = "audio/ogg", ["oga"] = "audio/ogg", ["opus"] = "audio/ogg", ["wav"] = "audio/wav",
        ["flac"] = "audio/flac", ["aac"] = "audio/aac", ["mid"] = "audio/midi",
        ["mp4"] = "video/mp4", ["m4v"] = "video/mp4", ["webm"] = "video/webm", ["ogv"] = "video/ogg", ["mov"] = "video/quicktime", ["mpeg"] = "video/mpeg",
        ["mpg"] = "video/mpeg", ["avi"] = "video/x-msvideo", ["mkv"] = "video/x-matroska", ["ts"] = "video/mp2t", ["m3u8"] = "application/vnd.apple.mpegurl",
        ["pdf"] = "application/pdf", ["epub"] = "application/epub+zip", ["wasm"] = "application/wasm", ["rtf"] = "application/rtf",
        ["zip"] = "application/zip", ["gz"] = "application/gzip", ["tgz"] = "application/gzip", ["bz2"] = "application/x-bzip2", ["xz"] = "application/x-xz",
        ["7z"] = "application/x-7z-compressed", ["rar"] = "application/vnd.rar", ["tar"] = "application/x-tar", ["zst"] = "application/zstd",
        ["doc"] = "application/msword", ["xls"] = "application/vnd.ms-excel", ["ppt"] = "application/vnd.ms-powerpoint",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ["odt"] = "application/vnd.oasis.opendocument.text", ["ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        ["odp"] = "application/vnd.oasis.opendocument.presentation",
    };

    private static readonly HashSet<string> Compressible = new(StringComparer.Ordinal)
    {
        "image/x-icon", "image/bmp", "font/ttf", "font/otf", "font/collection", "application/vnd.ms-fontobject", "application/wasm", "application/rtf",
        "application/vnd.apple.mpegurl",

        // Older names that applications still send (RFC 9239 §6): WordPress for the scripts of its editor.
        "application/javascript", "application/x-javascript",
    };

    /// <summary>The type of a name: by what follows its last dot.</summary>
    public static string Of(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? Unknown : Types.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name.AsSpan(dot + 1), out var type) ? type : Unknown;
    }

    /// <summary>True for what gets smaller: text, and binary forms that are not compressed themselves. A <c>.svgz</c> is gzip already.</summary>
    public static bool IsCompressible(string type, string name) =>
        !name.EndsWith(".svgz", StringComparison.OrdinalIgnoreCase) && IsText(type);

    /// <summary>The same of a Content-Type as a server says it: with parameters, in any case.</summary>
    public static bool IsCompressible(string contentType)
    {
        var parameters = contentType.IndexOf(';', StringComparison.Ordinal);
        return IsText((parameters < 0 ? contentType : contentType[..parameters]).Trim().ToLowerInvariant());
    }

    private static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal) || Compressible.Contains(type);

    /// <summary>True for pages: their addresses stay while their content changes, so that what is said of assets does not hold for them.</summary>
    public static bool IsPage(string type) => type.StartsWith("text/html", StringComparison.Ordinal) || type.StartsWith("application/xhtml", StringComparison.Ordinal);
}
