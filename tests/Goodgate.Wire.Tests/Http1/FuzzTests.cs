using System.Text.RegularExpressions;
using Goodgate.Wire.Http1;
using Goodgate.Wire.Tests.Http1.Corpus;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>
/// A million broken responses, the same ones in each run. Whatever comes: no exception, no endless loop, no byte taken that has not arrived,
/// the same outcome for every way of arriving, and nothing forbidden in what was read.
/// </summary>
public partial class FuzzTests
{
    private static readonly string[] Seeds = [.. ValidResponses.All.Select(r => r.Bytes + r.Excess), .. InvalidResponses.All.Select(r => r.Bytes)];

    private static readonly string[] Pieces =
    [
        "\r\n", "\r\n\r\n", "\n", "\r", "\r\n ", "\n\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 x\r\n\r\n", "Content-Length: 3\r\n", "Content-Length: 4, 4\r\n",
        "Transfer-Encoding: chunked\r\n", "Transfer-Encoding:", "0\r\n\r\n", "5\r\nhello\r\n", ";a=\"b\"", " : ", ": ", "A: b\r\n", "chunked", "ffffffffffffffff", "00000000",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Readers_hold_what_they_promise(int seed) => Fuzzing.Run(seed, Seeds, Pieces, (input, splits, limits, random) =>
    {
        var isHead = random.Next(8) == 0;
        var whole = Reading.Of(input, [], isHead, limits);
        Same(whole, Reading.Of(input, splits, isHead, limits));
        Agrees(input, random.Next(input.Length + 1), whole, isHead, limits);
        AgreesWithTheGrammar(input);
        return whole.Status;
    });

    // What the beginning of a response is refused for, the whole is refused for; what is complete stays complete.
    private static void Agrees(ReadOnlySpan<byte> input, int length, Reading whole, bool isHead, HeadLimits limits)
    {
        var beginning = Reading.Of(input[..length], [], isHead, limits);
        if (beginning.Status != ReadStatus.NeedMore)
        {
            Same(beginning, whole);
        }
    }

    private static void Same(Reading one, Reading other)
    {
        if (one != other)
        {
            Assert.Fail($"two readings differ:\n{one}\n{other}");
        }
    }

    // The strict reader takes exactly what the grammar says, written here a second time as a regular expression.
    private static void AgreesWithTheGrammar(ReadOnlySpan<byte> input)
    {
        var reader = new ResponseHeadReader();
        var done = reader.Read(input.ToArray(), Reading.Usual) == ReadStatus.Done;
        var match = Head().Match(Latin1.Text(input));
        if (done != match.Success || (done && reader.Head.Length != match.Length))
        {
            Assert.Fail($"the reader says {done} with {reader.Head.Length} bytes, the grammar {match.Success} with {match.Length}");
        }
    }

    [GeneratedRegex(@"\AHTTP/1\.[01] [1-5][0-9]{2}(?: [\t\x20-\x7E\x80-\xFF]*)?\r\n(?:[-!#$%&'*+.^_`|~0-9A-Za-z]+:[\t\x20-\x7E\x80-\xFF]*\r\n)*\r\n",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Head();
}
