using Goodgate.Wire.Http1;
using Goodgate.Wire.Tests.Http1.Corpus;

namespace Goodgate.Wire.Tests.Http1;

public class RequestCorpusTests
{
    // Kinds of the readers and of the framing that no request can show.
    private static readonly ViolationKind[] OfResponses =
    [
        ViolationKind.BadStatusLine, ViolationKind.BadStatusCode, ViolationKind.TransferEncodingNotAllowed, .. InvalidResponses.NotTheReaders,
    ];

    public static TheoryData<string> Valid => [.. ValidRequests.All.Select(r => r.Name)];

    public static TheoryData<string> Invalid => [.. InvalidRequests.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_request_is_read_to_its_end(string name)
    {
        var request = Find(ValidRequests.All, name);
        var reading = RequestReading.Of(request.Bytes + request.Excess, request.Limits);

        reading.Detail.ShouldBeNull();
        reading.Head.ShouldStartWith(request.Head + " ");
        reading.Framing.Kind.ShouldBe(request.Body);
        reading.Content.ShouldBe(request.Content);
        reading.Trailers.ShouldBe(request.Trailers);
        reading.Status.ShouldBe(ReadStatus.Done);
        reading.Consumed.ShouldBe(request.Bytes.Length);
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_request_reads_the_same_however_it_arrives(string name)
    {
        var request = Find(ValidRequests.All, name);
        var bytes = Latin1.Bytes(request.Bytes + request.Excess);
        var whole = RequestReading.Of(bytes, [], request.Limits);
        RequestReading.Slowly(request.Bytes + request.Excess, request.Limits).ShouldBe(whole);
        for (var split = 1; split < bytes.Length; split++)
        {
            RequestReading.Of(bytes, [split], request.Limits).ShouldBe(whole);
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Every_beginning_of_a_valid_request_needs_more(string name)
    {
        var request = Find(ValidRequests.All, name);
        for (var length = 0; length < request.Bytes.Length; length++)
        {
            var reading = RequestReading.Of(request.Bytes[..length], request.Limits);
            reading.Status.ShouldBe(ReadStatus.NeedMore, $"after {length} bytes: {reading.Detail}");
        }
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_request_is_refused_for_the_right_reason_at_the_right_byte(string name)
    {
        var request = Find(InvalidRequests.All, name);
        var reading = RequestReading.Of(request.Bytes, request.Limits);

        reading.Kind.ShouldBe(request.Kind);
        reading.Offset.ShouldBe(request.Offset);
        reading.Field.ShouldBe(request.Field);
        reading.Protocol.ShouldBe(request.Protocol);
        reading.Detail.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_request_is_refused_the_same_however_it_arrives(string name)
    {
        var request = Find(InvalidRequests.All, name);
        var bytes = Latin1.Bytes(request.Bytes);
        var whole = RequestReading.Of(request.Bytes, request.Limits) with { Protocol = null };
        (RequestReading.Slowly(request.Bytes, request.Limits) with { Protocol = null }).ShouldBe(whole);
        for (var split = 1; split < bytes.Length; split++)
        {
            (RequestReading.Of(bytes, [split], request.Limits) with { Protocol = null }).ShouldBe(whole);
        }
    }

    // No setting that helps a faulty server may help whoever makes a faulty request.
    [Theory]
    [MemberData(nameof(Invalid))]
    public void No_leniency_lets_an_invalid_request_pass(string name)
    {
        var request = Find(InvalidRequests.All, name);
        var lenient = request.Limits with { Lenient = Leniency.BareLf | Leniency.ObsFold | Leniency.SpaceBeforeColon };
        RequestReading.Of(request.Bytes, lenient).ShouldBe(RequestReading.Of(request.Bytes, request.Limits));
    }

    // Once refused, always refused, and for the same reason: more bytes cannot heal it.
    [Theory]
    [MemberData(nameof(Invalid))]
    public void Every_beginning_of_an_invalid_request_needs_more_or_is_refused_alike(string name)
    {
        var request = Find(InvalidRequests.All, name);
        var whole = RequestReading.Of(request.Bytes, request.Limits);
        var refused = false;
        for (var length = 0; length <= request.Bytes.Length; length++)
        {
            var reading = RequestReading.Of(request.Bytes[..length], request.Limits);
            refused |= reading.Status == ReadStatus.Invalid;
            (reading.Status, reading.Kind).ShouldBe(refused ? (ReadStatus.Invalid, whole.Kind) : (ReadStatus.NeedMore, null));
        }
    }

    [Fact]
    public void Every_kind_of_violation_has_a_request_or_belongs_to_responses()
    {
        var covered = InvalidRequests.All.Select(r => r.Kind).Distinct().ToArray();
        Enum.GetValues<ViolationKind>().Except(covered).ShouldBe(OfResponses, ignoreOrder: true);
        InvalidResponses.All.ShouldAllBe(r => !r.Kind.IsOfRequests());
    }

    [Fact]
    public void Names_in_the_corpus_are_unique()
    {
        ValidRequests.All.Select(r => r.Name).ShouldBeUnique();
        InvalidRequests.All.Select(r => r.Name).ShouldBeUnique();
    }

    private static T Find<T>(T[] all, string name)
        where T : notnull => all.Single(request => request.ToString() == name);
}
