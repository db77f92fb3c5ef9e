using System.IO.Compression;
using System.Xml;

namespace Goodgate.Cli.Caching;

/// <summary>Reads sitemaps (sitemaps.org, protocol 0.9): lists of pages, and lists of lists. Hostile input: no DTD, bounded in size and number.</summary>
internal static class Sitemap
{
    /// <summary>Most addresses of one file: the protocol's own limit.</summary>
    public const int MostAddresses = 50_000;

    // The protocol's limit for one file, unpacked.
    private const int MostBytes = 50 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes, IgnoreComments = true };

    /// <summary>Reads one file.</summary>
    /// <param name="content">The file, as it was sent; gzip is unpacked.</param>
    /// <returns>The addresses it holds, and whether they are of further sitemaps.</returns>
    /// <exception cref="FormatException">It is no sitemap; the message says where and why.</exception>
    public static (IReadOnlyList<string> Addresses, bool AreSitemaps) Read(byte[] content)
    {
        try
        {
            using var bytes = Unpacked(content);
            using var xml = XmlReader.Create(bytes, Settings);
            return Read(xml);
        }
        catch (XmlException e)
        {
            throw new FormatException($"no sitemap: line {e.LineNumber}, column {e.LinePosition}: it is no XML from there on, or has a DTD, which is not read", e);
        }
        catch (InvalidDataException e)
        {
            throw new FormatException($"no sitemap: its gzip is damaged or cut", e);
        }
    }

    private static (IReadOnlyList<string> Addresses, bool AreSitemaps) Read(XmlReader xml)
    {
        xml.MoveToContent();
        var areSitemaps = xml.LocalName == "sitemapindex";
        if (!areSitemaps && xml.LocalName != "urlset")
        {
            throw new FormatException($"no sitemap: its first element is <{xml.LocalName}>, expected <urlset> or <sitemapindex>");
        }

        var addresses = new List<string>();

        // <loc> of an image (image:loc) is of another namespace and no page.
        var space = xml.NamespaceURI;
        while (addresses.Count < MostAddresses && xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "loc" && xml.NamespaceURI == space)
            {
                addresses.Add(xml.ReadElementContentAsString().Trim());
            }
        }

        return (addresses, areSitemaps);
    }

    private static Stream Unpacked(byte[] content) => content is [0x1f, 0x8b, ..]
        ? new GZipStream(new MemoryStream(content), CompressionMode.Decompress)
        : new MemoryStream(content);
}
