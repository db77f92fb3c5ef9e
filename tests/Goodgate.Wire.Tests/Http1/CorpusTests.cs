using Goodgate.Wire.Http1;
using Goodgate.Wire.Tests.Http1.Corpus;

namespace Goodgate.Wire.Tests.Http1;

public class CorpusTests
{
    public static TheoryData<string> Valid => [.. ValidResponses.All.Select(r => r.Name)];

    public static TheoryData<string> Invalid => [.. InvalidResponses.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_response_is_read_to_its_end(string name)
    {
        var response = Find(ValidResponses.All, name);
        var reading = Reading.Of(response.Bytes + response.Excess, response.IsHead, response.Limits);

        reading.Detail.ShouldBeNull();
        reading.StatusCode.ShouldBe(response.Status);
        reading.Framing.Kind.ShouldBe(response.Body);
        reading.Content.ShouldBe(response.Content);
        reading.Trailers.ShouldBe(response.Trailers);
        reading.Forgiven.ShouldBe(response.Limits.Lenient);
        if (response.Body != BodyKind.UntilClose)
        {
            reading.IsDone.ShouldBeTrue();
            reading.Consumed.ShouldBe(response.Bytes.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_response_reads_the_same_byte_after_byte(string name)
    {
        var response = Find(ValidResponses.All, name);
        var bytes = response.Bytes + response.Excess;
        Reading.Slowly(bytes, response.IsHead, response.Limits).ShouldBe(Reading.Of(bytes, response.IsHead, response.Limits));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Every_beginning_of_a_valid_response_needs_more(string name)
    {
        var response = Find(ValidResponses.All, name);
        for (var length = 0; length < response.Bytes.Length; length++)
        {
            var reading = Reading.Of(response.Bytes[..length], response.IsHead, response.Limits);
            reading.Status.ShouldBe(ReadStatus.NeedMore, $"after {length} bytes: {reading.Detail}");
        }
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_response_is_refused_for_the_right_reason_at_the_right_byte(string name)
    {
        var response = Find(InvalidResponses.All, name);
        var reading = Reading.Of(response.Bytes, response.IsHead, response.Limits);

        reading.Kind.ShouldBe(response.Kind);
        reading.Offset.ShouldBe(response.Offset);
        reading.Field.ShouldBe(response.Field);
        reading.Detail.ShouldNotBeNullOrEmpty();
        response.Kind.Clause().ShouldBe(response.Clause);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_response_is_refused_the_same_however_it_arrives(string name)
    {
        var response = Find(InvalidResponses.All, name);
        var bytes = Latin1.Bytes(response.Bytes);
        var whole = Reading.Of(response.Bytes, response.IsHead, response.Limits);
        Reading.Slowly(response.Bytes, response.IsHead, response.Limits).ShouldBe(whole);
        for (var split = 1; split < bytes.Length; split += Step(bytes.Length))
        {
            Reading.Of(bytes, [split], response.IsHead, response.Limits).ShouldBe(whole);
        }
    }

    // Once refused, always refused, and for the same reason: more bytes cannot heal it.
    [Theory]
    [MemberData(nameof(Invalid))]
    public void Every_beginning_of_an_invalid_response_needs_more_or_is_refused_alike(string name)
    {
        var response = Find(InvalidResponses.All, name);
        var whole = Reading.Of(response.Bytes, response.IsHead, response.Limits);
        var refused = false;
        for (var length = 0; length <= response.Bytes.Length; length += Step(response.Bytes.Length))
        {
            var reading = Reading.Of(response.Bytes[..length], response.IsHead, response.Limits);
            refused |= reading.Status == ReadStatus.Invalid;
            (reading.Status, reading.Kind).ShouldBe(refused ? (ReadStatus.Invalid, whole.Kind) : (ReadStatus.NeedMore, null));
        }
    }

    [Fact]
    public void Every_kind_of_violation_has_a_response_or_is_said_to_be_the_gateways()
    {
        var covered = InvalidResponses.All.Select(r => r.Kind).Distinct().ToArray();
        covered.ShouldNotContain(kind => InvalidResponses.NotTheReaders.Contains(kind));
        Enum.GetValues<ViolationKind>().Where(kind => !kind.IsOfRequests()).Except(covered).ShouldBe(InvalidResponses.NotTheReaders, ignoreOrder: true);
    }

    [Fact]
    public void Every_kind_has_its_own_id_and_a_clause()
    {
        var kinds = Enum.GetValues<ViolationKind>();
        kinds.Select(kind => kind.Id()).Distinct().Count().ShouldBe(kinds.Length);
        foreach (var kind in kinds)
        {
            kind.Id().Replace("-", "", StringComparison.Ordinal).ShouldBe(kind.ToString(), StringComparer.OrdinalIgnoreCase);
            kind.Clause().ShouldMatch(kind.IsOfFastCgi() ? @"^(RFC 3875|FastCGI 1\.0) §\d+(\.\d+)*$" : @"^RFC 911[02] §\d+(\.\d+)*$");
        }
    }

    [Fact]
    public void Names_in_the_corpus_are_unique()
    {
        ValidResponses.All.Select(r => r.Name).ShouldBeUnique();
        InvalidResponses.All.Select(r => r.Name).ShouldBeUnique();
    }

    // Every byte of all responses but those that are long only to be too long.
    private static int Step(int length) => length < 1000 ? 1 : 97;

    private static T Find<T>(T[] all, string name)
        where T : notnull => all.Single(response => response.ToString() == name);
}
