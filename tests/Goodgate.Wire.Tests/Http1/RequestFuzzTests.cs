using System.Text.RegularExpressions;
using Goodgate.Wire.Http1;
using Goodgate.Wire.Tests.Http1.Corpus;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>
/// A million broken requests, the same ones in each run. Whatever comes: no exception, no endless loop, no byte taken that has not arrived,
/// no byte changed, the same outcome for every way of arriving, and exactly what the grammar allows.
/// </summary>
public partial class RequestFuzzTests
{
    private static readonly string[] Seeds = [.. ValidRequests.All.Select(r => r.Bytes + r.Excess), .. InvalidRequests.All.Select(r => r.Bytes)];

    private static readonly string[] Pieces =
    [
        "\r\n", "\r\n\r\n", "\n", "\r", "\r\n ", "\n\n", "GET / HTTP/1.1\r\n", "GET / HTTP/1.0\r\n", "Host: a\r\n", "Host: [::1]:80\r\n", "http://a", "http://a:80/", " HTTP/1.1", "CONNECT ",
        "OPTIONS * ", "%2", "#", "[", "]", "@", "a:80", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding:", "0\r\n\r\n", "5\r\nhello\r\n", " : ", ": ", "A: b\r\n",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Readers_hold_what_they_promise(int seed) => Fuzzing.Run(seed, Seeds, Pieces, (input, splits, limits, random) =>
    {
        var whole = RequestReading.Of(input, [], limits);
        Same(whole, RequestReading.Of(input, splits, limits));
        Same(whole, RequestReading.Of(input, [], limits with { Lenient = Leniency.None }));
        Agrees(input, random.Next(input.Length + 1), whole, limits);
        AgreesWithTheGrammar(input);
        return whole.Status;
    });

    // What the beginning of a request is refused for, the whole is refused for; what is complete stays complete.
    private static void Agrees(ReadOnlySpan<byte> input, int length, RequestReading whole, HeadLimits limits)
    {
        var beginning = RequestReading.Of(input[..length], [], limits);
        if (beginning.Status != ReadStatus.NeedMore)
        {
            Same(beginning, whole);
        }
    }

    // The name of a foreign protocol depends on how many of its bytes are there.
    private static void Same(RequestReading one, RequestReading other)
    {
        if (one with { Protocol = null } != other with { Protocol = null })
        {
            Assert.Fail($"two readings differ:\n{one}\n{other}");
        }
    }

    // The reader takes exactly what the grammar says, written here a second time: as regular expressions, and Host by its text.
    private static void AgreesWithTheGrammar(ReadOnlySpan<byte> input)
    {
        var reader = new RequestHeadReader();
        var done = reader.Read(input.ToArray(), Reading.Usual) == ReadStatus.Done;
        var match = Head().Match(Latin1.Text(input));
        var good = match.Success && HostAgrees(match);
        if (done != good || (done && reader.Head.Length != match.Length))
        {
            Assert.Fail($"the reader says {done} with {reader.Head.Length} bytes, the grammar {good} with {match.Length}");
        }
    }

    private static bool HostAgrees(Match head)
    {
        var names = head.Groups["name"].Captures;
        var hosts = Enumerable.Range(0, names.Count).Where(i => names[i].Value.Equals("host", StringComparison.OrdinalIgnoreCase))
            .Select(i => head.Groups["value"].Captures[i].Value.Trim(' ', '\t')).ToList();
        if (hosts.Count == 0)
        {
            return head.Groups["minor"].Value == "0" && Authorities(head).All(IsHost);
        }

        return hosts.Count == 1 && (hosts[0].Length == 0 || IsHost(hosts[0])) && Authorities(head).All(IsHost)
            && (!head.Groups["absolute"].Success || head.Groups["absolute"].Value.Equals(hosts[0], StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Authorities(Match head) =>
        new[] { head.Groups["absolute"], head.Groups["authority"] }.Where(group => group.Success).Select(group => group.Value);

    private static bool IsHost(string text)
    {
        var match = Host().Match(text);
        var port = match.Groups["port"].Value.TrimStart('0');
        return match.Success && port.Length <= 5 && (port.Length == 0 || int.Parse(port) <= 65535)
            && (!match.Groups["v6"].Success || Uri.CheckHostName(match.Groups["v6"].Value) == UriHostNameType.IPv6);
    }

    [GeneratedRegex(@"\A(?:\r\n){0,3}(?:(?!CONNECT )[-!#$%&'*+.^_`|~0-9A-Za-z]+ (?:/[!-~-[#]]*|(?i:https?)://(?<absolute>[!-~-[#/?]]+)(?:[/?][!-~-[#]]*)?)"
        + @"|OPTIONS \*|CONNECT (?<authority>[!-~-[#]]*:[0-9]+)) HTTP/1\.(?<minor>[01])\r\n"
        + @"(?:(?<name>[-!#$%&'*+.^_`|~0-9A-Za-z]+):(?<value>[\t\x20-\x7E\x80-\xFF]*)\r\n)*\r\n",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Head();

    [GeneratedRegex(@"\A(?:\[(?<v6>[0-9A-Fa-f:.]+)\]|(?:[-._~!$&'()*+,;=0-9A-Za-z]|%[0-9A-Fa-f]{2})+)(?::(?<port>[0-9]*))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Host();
}
