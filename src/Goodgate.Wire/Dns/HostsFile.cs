using System.Net;

namespace Goodgate.Wire.Dns;

/// <summary>
/// A hosts file (hosts(5)): lines of ADDRESS NAME ALIAS…, <c>#</c> starts a comment. A name on several lines has all their addresses.
/// Lines that cannot be read are left out and counted.
/// </summary>
public sealed class HostsFile
{
    /// <summary>Most names kept. A server's file has tens; the public block lists people load into one have about 100,000.</summary>
    public const int MaxNames = 100_000;

    /// <summary>Most addresses kept for one name.</summary>
    public const int MaxAddressesPerName = 32;

    private readonly Dictionary<string, List<IPAddress>> _names = new(StringComparer.OrdinalIgnoreCase);

    private HostsFile()
    {
    }

    /// <summary>A file without lines.</summary>
    public static HostsFile Empty { get; } = new();

    /// <summary>Names that have an address.</summary>
    public int Count => _names.Count;

    /// <summary>Lines left out: no address, no name, or beyond a limit.</summary>
    public int BadLines { get; private set; }

    /// <summary>Reads a whole file.</summary>
    public static HostsFile Parse(ReadOnlySpan<char> text)
    {
        var file = new HostsFile();
        foreach (var line in text.EnumerateLines())
        {
            file.Add(Uncommented(line));
        }

        return file;
    }

    /// <summary>Addresses of <paramref name="name"/> in the file's order; empty when it is not there.</summary>
    public IReadOnlyList<IPAddress> Find(string name)
    {
        var key = name.AsSpan().TrimEnd('.');
        return _names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var addresses) ? addresses : [];
    }

    private static ReadOnlySpan<char> Uncommented(ReadOnlySpan<char> line)
    {
        var comment = line.IndexOf('#');
        return (comment < 0 ? line : line[..comment]).Trim();
    }

    private void Add(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
        {
            return;
        }

        var end = line.IndexOfAny(' ', '\t');
        if (end < 0 || !IpLiteral.TryParse(line[..end], out var address))
        {
            BadLines++;
            return;
        }

        var names = line[end..];
        var good = true;
        foreach (var range in names.SplitAny(' ', '\t'))
        {
            var name = names[range].TrimEnd('.');
            good &= name.IsEmpty || TryAdd(name, address);
        }

        BadLines += good ? 0 : 1;
    }

    private bool TryAdd(ReadOnlySpan<char> name, IPAddress address)
    {
        if (DnsName.Check(name) != DnsNameViolation.None)
        {
            return false;
        }

        var lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(name, out var addresses))
        {
            if (_names.Count == MaxNames)
            {
                return false;
            }

            lookup[name] = addresses = [];
        }

        if (addresses.Contains(address))
        {
            return true;
        }

        if (addresses.Count == MaxAddressesPerName)
        {
            return false;
        }

        addresses.Add(address);
        return true;
    }
}
