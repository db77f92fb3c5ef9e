using System.Text.RegularExpressions;
using Goodgate.Wire.FastCgi;
using Goodgate.Wire.Http1;
using Goodgate.Wire.Tests.Http1;
using static Goodgate.Wire.Tests.FastCgi.Records;

namespace Goodgate.Wire.Tests.FastCgi;

/// <summary>
/// Half a million broken answers, the same ones in each run. Whatever comes: no exception, no endless loop, no byte taken that has not arrived, the
/// same outcome for every way of arriving.
/// </summary>
public partial class AnswerFuzzTests
{
    private static readonly string[] Seeds = [.. Responses.Valid.Select(answer => answer.Bytes + answer.Excess), .. Responses.Invalid.Select(answer => answer.Bytes)];

    private static readonly string[] Pieces =
    [
        "\r\n", "\r\n\r\n", "\n", "\n\n", "Status: 200\r\n", "Status:", "Location: /\r\n", Out(""), Err(""), Err("PHP Fatal error:  x"), Out("x", 8), End(), "\x01\x06\0\x01\0\x05\0\0",
        "\x01\x06\0\x01\xFF\xFF\0\0", "\x01\x03\0\x01\0\x08\0\0", Record(RecordType.UnknownType, "12345678", id: 0),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Readers_hold_what_they_promise(int seed) => Fuzzing.Run(seed, Seeds, Pieces, (input, splits, limits, random) =>
    {
        var whole = AnswerReading.Of(input, [], limits);
        Same(whole.Split, AnswerReading.Of(input, splits, limits));
        var beginning = AnswerReading.Of(input[..random.Next(input.Length + 1)], [], limits);
        if (beginning.Status == ReadStatus.Invalid)
        {
            beginning.Kind.ShouldBe(whole.Kind);
            beginning.Offset.ShouldBe(whole.Offset);
        }
        else if (beginning.Status == ReadStatus.Done)
        {
            Same(beginning, whole);
        }

        AgreesWithTheGrammar(input);
        return whole.Status;
    });

    private static void Same(AnswerReading one, AnswerReading other)
    {
        if (one != other)
        {
            Assert.Fail($"two readings differ:\n{one}\n{other}");
        }
    }

    // A head is what the grammar says, written here a second time as a regular expression; it decides only whether there is one.
    private static void AgreesWithTheGrammar(ReadOnlySpan<byte> input)
    {
        var reader = new CgiHeadReader();
        var done = reader.Read(input.ToArray(), Reading.Usual) == ReadStatus.Done;
        var match = Head().Match(Latin1.Text(input));
        if (done != match.Success || (done && reader.Head.Length != match.Length))
        {
            Assert.Fail($"the reader says {done} with {reader.Head.Length} bytes, the grammar {match.Success} with {match.Length}");
        }
    }

    // Either a Status line as RFC 3875 §6.3.3 has it, or a field line that does not begin like one; at least one of them.
    [GeneratedRegex(@"\A(?:[Ss][Tt][Aa][Tt][Uu][Ss]:[\t ]*[2-5][0-9]{2}(?: [^\n]*|\r?)\n|(?![Ss][Tt][Aa][Tt][Uu][Ss]:)[-!#$%&'*+.^_`|~0-9A-Za-z]+:[\t\x20-\x7E\x80-\xFF]*\r?\n)+\r?\n",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Head();
}
