using System.Text;
using Goodgate.Wire.FastCgi;
using Goodgate.Wire.Tests.Http1;
using static Goodgate.Wire.Tests.FastCgi.Records;

namespace Goodgate.Wire.Tests.FastCgi;

public class RequestWriterTests
{
    [Theory]
    [InlineData(false, "\0\x01\0\0\0\0\0\0")]
    [InlineData(true, "\0\x01\x01\0\0\0\0\0")]
    public void A_request_is_written_byte_for_byte(bool keep, string begin)
    {
        var writer = new RequestWriter();
        writer.Start(keep);
        writer.Param("A"u8, "xy");
        writer.Param("LONG"u8, new string('v', 128));
        writer.Field("X-Foo"u8, "1"u8, ", 2"u8);
        writer.EndParams();
        writer.Input("body"u8);
        writer.EndInput();

        var pairs = "\x01\x02" + "Axy" + "\x04\x80\0\0\x80" + "LONG" + new string('v', 128) + "\x0A\x04" + "HTTP_X_FOO" + "1, 2";
        var text = Latin1.Text(writer.Written.Span);
        text.ShouldBe(Record(RecordType.BeginRequest, begin) + Padded(RecordType.Params, pairs) + Record(RecordType.Params, "")
            + Padded(RecordType.StandardInput, "body") + Record(RecordType.StandardInput, ""));
    }

    [Fact]
    public void Parameters_are_split_between_pairs()
    {
        var writer = new RequestWriter();
        writer.Start(keep: false);
        for (var i = 0; i < 4; i++)
        {
            writer.Param("NAME"u8, new string((char)('a' + i), 30_000));
        }

        writer.EndParams();
        var records = Split(writer.Written.Span);

        // Two pairs of 30,009 bytes fit into one record, three do not.
        records.Select(record => (record.Type, record.Content.Length)).ShouldBe(
            [(RecordType.BeginRequest, 8), (RecordType.Params, 60_018), (RecordType.Params, 60_018), (RecordType.Params, 0)]);
        records.Skip(1).Take(2).ShouldAllBe(record => record.Content[0] == '\x04');
    }

    [Theory]
    [InlineData(65_526, 1)]
    [InlineData(65_527, 2)]
    [InlineData(200_000, 4)]
    public void A_pair_that_fits_no_record_goes_on_in_the_next(int length, int records)
    {
        foreach (var asBytes in new[] { true, false })
        {
            var writer = new RequestWriter();
            writer.Start(keep: false);
            var value = new string('v', length);
            if (asBytes)
            {
                writer.Param("NAME"u8, Latin1.Bytes(value));
            }
            else
            {
                writer.Param("NAME"u8, value);
            }

            writer.EndParams();
            var written = Split(writer.Written.Span).Where(record => record.Type == RecordType.Params).ToList();
            written.Count.ShouldBe(records + 1);
            string.Concat(written.Select(record => record.Content)).ShouldBe($"\x04{(char)(0x80 | (length >> 24))}{(char)(length >> 16 & 255)}{(char)(length >> 8 & 255)}{(char)(length & 255)}NAME" + value);
        }
    }

    [Fact]
    public void Input_of_any_size_becomes_records()
    {
        var writer = new RequestWriter();
        foreach (var length in new[] { 1, 7, 8, 65_528, 65_529, 200_000 })
        {
            writer.Restart();
            writer.Input(Encoding.Latin1.GetBytes(new string('i', length)));
            writer.EndInput();
            var records = Split(writer.Written.Span);
            records.ShouldAllBe(record => record.Type == RecordType.StandardInput);
            records.Sum(record => record.Content.Length).ShouldBe(length);
            records[^1].Content.ShouldBe("");
            (writer.Written.Length % 8).ShouldBe(0);
        }
    }

    [Fact]
    public void Nothing_is_left_of_the_request_before()
    {
        var writer = new RequestWriter();
        writer.Start(keep: false);
        writer.Param("A"u8, "b");
        writer.EndParams();
        writer.Input(new byte[100_000]);
        writer.Trim();
        writer.Start(keep: false);
        writer.EndParams();
        Latin1.Text(writer.Written.Span).ShouldBe(Record(RecordType.BeginRequest, "\0\x01\0\0\0\0\0\0") + Record(RecordType.Params, "") + Record(RecordType.Params, ""));
    }

    private static string Padded(RecordType type, string content)
    {
        var padding = -content.Length & 7;
        return Record(type, content, padding)[..^padding] + new string('\0', padding);
    }

    private static List<(RecordType Type, string Content)> Split(ReadOnlySpan<byte> bytes)
    {
        var records = new List<(RecordType, string)>();
        while (!bytes.IsEmpty)
        {
            var header = RecordHeader.Read(bytes);
            header.Version.ShouldBe((byte)1);
            records.Add((header.Type, Latin1.Text(bytes.Slice(RecordHeader.Size, header.ContentLength))));
            bytes = bytes[(RecordHeader.Size + header.ContentLength + header.PaddingLength)..];
        }

        return records;
    }
}
