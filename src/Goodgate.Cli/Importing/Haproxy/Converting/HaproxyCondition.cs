namespace Goodgate.Cli.Importing.Haproxy.Converting;

/// <summary>The hosts and paths a condition of access lists comes down to.</summary>
/// <param name="Hosts">None = any.</param>
/// <param name="Paths">As routes have them; none = any.</param>
internal sealed record HaproxyCondition(IReadOnlyList<string> Hosts, IReadOnlyList<string> Paths)
{
    /// <summary>Of words such as <c>if is_api</c>, none for always; null when hosts and paths do not say it.</summary>
    public static HaproxyCondition? Of(List<string> words, HaproxyProxy proxy)
    {
        if (words.Count == 0)
        {
            return new HaproxyCondition([], []);
        }

        if (words[0] != "if" || words.Exists(word => word is "||" or "or" or "unless" || word.StartsWith('!')))
        {
            return null;
        }

        var lists = Split(words.Skip(1).ToList(), proxy).ToList();
        if (lists.Count == 0 || lists.Exists(list => list is null))
        {
            return null;
        }

        var hosts = lists.Where(list => list!.Value.IsHost).ToList();
        var paths = lists.Where(list => !list!.Value.IsHost).ToList();
        return hosts.Count > 1 || paths.Count > 1 ? null
            : new HaproxyCondition(hosts.Count == 0 ? [] : hosts[0]!.Value.Values, paths.Count == 0 ? [] : paths[0]!.Value.Values);
    }

    private static IEnumerable<(bool IsHost, IReadOnlyList<string> Values)?> Split(List<string> words, HaproxyProxy proxy)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == "{")
            {
                var end = words.IndexOf("}", i);
                yield return end < 0 ? null : Test([.. words.GetRange(i + 1, end - i - 1)]);
                i = end < 0 ? words.Count : end;
                continue;
            }

            // Several lines of one name are alternatives.
            var lines = proxy.Section.Named("acl").Where(acl => acl.Argument(0) == words[i]).Select(acl => Test([.. acl.Arguments.Skip(1).Select(word => word.Text)])).ToList();
            yield return lines.Count == 0 || lines.Exists(one => one is null) || lines.Exists(one => one!.Value.IsHost != lines[0]!.Value.IsHost) ? null
                : (lines[0]!.Value.IsHost, [.. lines.SelectMany(one => one!.Value.Values)]);
        }
    }

    private static (bool IsHost, IReadOnlyList<string> Values)? Test(string[] words)
    {
        if (words.Length < 2)
        {
            return null;
        }

        var values = words.Skip(1).Where(word => word is not ("-i" or "--")).ToList();
        var flags = values.Where(word => word.StartsWith('-') && word.Length == 2).ToList();
        if (values is [var kind, .. var rest] && flags.Count == 1 && flags[0] == "-m")
        {
            values = [.. rest];
            return words[0] is "path" && values is ["beg", .. var starts] ? PathsOf(starts, prefix: true)
                : words[0] is "path" && values is ["str", .. var exact] ? PathsOf(exact, prefix: false)
                : null;
        }

        if (flags.Count > 0 || values.Count == 0)
        {
            return null;
        }

        return words[0] switch
        {
            "hdr(host)" or "req.hdr(host)" or "hdr_dom(host)" => (true, values.ConvertAll(value => value.ToLowerInvariant()).Where(IsHostName).ToList()) is { Item2.Count: > 0 } hosts ? hosts : null,
            "path_beg" => PathsOf(values, prefix: true),
            "path" => PathsOf(values, prefix: false),
            _ => null,
        };
    }

    private static (bool IsHost, IReadOnlyList<string> Values)? PathsOf(IEnumerable<string> values, bool prefix)
    {
        var paths = values.Select(value => !prefix ? value : value.EndsWith('/') ? value + "*" : value + "/*").ToList();
        return paths.Exists(path => !path.StartsWith('/') || path.Any(c => c is <= ' ' or > '~' or '?' or '#' or '%' or '\\' or '"') || path.Contains("//", StringComparison.Ordinal) || path.TrimEnd('*').Contains('*')) ? null : (false, paths);
    }

    private static bool IsHostName(string text) => Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4;
}
