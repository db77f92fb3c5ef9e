using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class FieldSectionTests
{
    [Fact]
    public void Fields_are_found_by_name_in_any_case_and_in_order()
    {
        var bytes = Latin1.Bytes("xxGET / HTTP/1.1\r\nHost: a\r\nX-One: 1\r\nX-Two: 2\r\nx-ONE: 3\r\n\r\n");
        var reader = new RequestHeadReader();
        reader.Read(bytes.AsSpan(2), Reading.Usual).ShouldBe(ReadStatus.Done);
        reader.Head.Attach(bytes, 2);
        var fields = reader.Head.Fields;

        fields.Find("X-One"u8).ShouldBe(1);
        fields.Find("x-one"u8, 1).ShouldBe(1);
        fields.Find("X-one"u8, 2).ShouldBe(3);
        fields.Find("x-one"u8, 4).ShouldBe(-1);
        fields.Find("X-Tw0"u8).ShouldBe(-1);
        fields.Find("X-On"u8).ShouldBe(-1);
        fields.Find(""u8).ShouldBe(-1);
        fields.Find("host"u8).ShouldBe(fields.Find(KnownField.Host));
    }
}
