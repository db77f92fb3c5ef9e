using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class LeniencyTests
{
    private const string Start = "HTTP/1.1 200 OK\r\n";
    private const string End = "Content-Length: 0\r\n\r\n";

    [Theory]
    [InlineData("A: one\r\n two\r\n", "A=one   two;")]
    [InlineData("A: one \t\r\n\t two \r\n", "A=one      two;")]
    [InlineData("A: one\r\n two\r\n three\r\n", "A=one   two   three;")]
    [InlineData("A: one\r\n   \r\n", "A=one;")]
    [InlineData("A: one\r\n \t\r\n two\r\n", "A=one       two;")]
    [InlineData("A:\r\n one\r\n", "A=one;")]
    [InlineData("A: \r\n \r\n  one\r\n two\r\n", "A=one   two;")]
    [InlineData("A:\r\n \r\n", "A=;")]
    [InlineData("A: 1\r\nB: one\r\n : two\r\n", "A=1;B=one   : two;")]
    public void A_fold_becomes_spaces(string lines, string fields) => Forgives(lines, fields, Leniency.ObsFold);

    [Theory]
    [InlineData("A : one\r\n", "A=one;")]
    [InlineData("A \t : one\r\n", "A=one;")]
    [InlineData("A\t:\r\n", "A=;")]
    public void White_space_before_the_colon_is_removed(string lines, string fields) => Forgives(lines, fields, Leniency.SpaceBeforeColon);

    [Theory]
    [InlineData("A: one\nB: two\r\n", "A=one;B=two;")]
    [InlineData("A:\n", "A=;")]
    public void A_bare_lf_ends_a_line(string lines, string fields) => Forgives(lines, fields, Leniency.BareLf);

    [Fact]
    public void A_response_of_bare_lfs_alone_is_read()
    {
        var reading = Reading.Of("HTTP/1.1 200 OK\nContent-Length: 2\n\nab", limits: Allowing(Leniency.BareLf));
        reading.IsDone.ShouldBeTrue();
        reading.Content.ShouldBe("ab");
        reading.Forgiven.ShouldBe(Leniency.BareLf);
    }

    [Theory]
    [InlineData("Content-Length:\r\n 2\r\n\r\nab", BodyKind.Length)]
    [InlineData("Transfer-Encoding:\r\n chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n", BodyKind.Chunked)]
    public void Framing_is_read_from_a_folded_value(string rest, BodyKind kind)
    {
        var reading = Reading.Of(Start + rest, limits: Allowing(Leniency.ObsFold));
        reading.Framing.Kind.ShouldBe(kind);
        reading.Content.ShouldBe("ab");
    }

    [Fact]
    public void A_repaired_name_is_a_known_field() =>
        Reading.Of(Start + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", limits: Allowing(Leniency.SpaceBeforeColon)).Framing.Kind.ShouldBe(BodyKind.Chunked);

    [Theory]
    [InlineData(" A: b\r\n", ViolationKind.LeadingSpace, 0)]
    [InlineData("A: b\r\n c\0d\r\n", ViolationKind.BadFieldValue, 8)]
    [InlineData("A: b\r\n c\rd\r\n", ViolationKind.BadFieldValue, 8)]
    [InlineData("A: b\r\r\n", ViolationKind.BadFieldValue, 4)]
    [InlineData("A b: c\r\n", ViolationKind.BadFieldName, 1)]
    [InlineData(": c\r\n", ViolationKind.EmptyFieldName, 0)]
    [InlineData("A\r\n", ViolationKind.MissingColon, 0)]
    public void What_no_leniency_covers_stays_invalid(string lines, ViolationKind kind, int offset)
    {
        const Leniency all = Leniency.BareLf | Leniency.ObsFold | Leniency.SpaceBeforeColon;
        var reading = Reading.Of(Start + lines + End, limits: Allowing(all));
        reading.Kind.ShouldBe(kind);
        reading.Offset.ShouldBe(Start.Length + offset);
    }

    private static void Forgives(string lines, string fields, Leniency leniency)
    {
        foreach (var read in new Func<string, bool, HeadLimits?, Reading>[] { Reading.Of, Reading.Slowly })
        {
            var reading = read(Start + lines + End, false, Allowing(leniency));
            reading.Fields.ShouldBe(fields + "Content-Length=0;");
            reading.Forgiven.ShouldBe(leniency);
            reading.IsDone.ShouldBeTrue();

            // Only this leniency lets it pass.
            const Leniency all = Leniency.BareLf | Leniency.ObsFold | Leniency.SpaceBeforeColon;
            read(Start + lines + End, false, Allowing(all & ~leniency)).Status.ShouldBe(ReadStatus.Invalid);
        }
    }

    private static HeadLimits Allowing(Leniency leniency) => Reading.Usual with { Lenient = leniency };
}
