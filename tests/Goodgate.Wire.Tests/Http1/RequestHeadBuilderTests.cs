using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class RequestHeadBuilderTests
{
    private readonly RequestHeadBuilder _builder = new();

    [Fact]
    public void A_request_of_strings_becomes_a_head()
    {
        _builder.Begin("POST", "/a?b", 2, 0);
        _builder.Field("host", "example.com");
        _builder.Field("x-name", " caf\xE9 ");
        _builder.Field("cookie", "a=b; c=d");
        _builder.Complete();

        _builder.Violation.ShouldBeNull();
        var head = _builder.Head;
        head.Method.ShouldBe("POST");
        Latin1.Text(head.Target).ShouldBe("/a?b");
        (head.MajorVersion, head.MinorVersion).ShouldBe((2, 0));
        Reading.Lines(head.Fields).ShouldBe("host=example.com;x-name=caf\xE9;cookie=a=b; c=d;");
        head.Fields.Find(KnownField.Cookie).ShouldBe(2);
        head.Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void It_is_used_again_and_grows()
    {
        for (var size = 1; size < 100_000; size *= 3)
        {
            _builder.Begin("GET", "/" + new string('t', size), 2);
            _builder.Field("host", "a");
            for (var i = 0; i < 40; i++)
            {
                _builder.Field($"x-{i}", new string('v', size / 10));
            }

            _builder.Complete();
            _builder.Violation.ShouldBeNull();
            _builder.Head.Target.Length.ShouldBe(size + 1);
            _builder.Head.Fields.Count.ShouldBe(41);
            Latin1.Text(_builder.Head.Fields.Value(40)).ShouldBe(new string('v', size / 10));
        }

        _builder.Trim();
        _builder.Head.Fields.Count.ShouldBe(0);
        _builder.Head.Target.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData("GET", "/", "host", "a\r\nb: c", ViolationKind.BadFieldValue)]
    [InlineData("GET", "/", "x", "a\nb", ViolationKind.BadFieldValue)]
    [InlineData("GET", "/", "x", "a\0b", ViolationKind.BadFieldValue)]
    [InlineData("GET", "/", "x", "a\u010Ab", ViolationKind.BadFieldValue)]
    [InlineData("GET", "/", "x", "\uD83D\uDE00", ViolationKind.BadFieldValue)]
    [InlineData("GET", "/", "", "a", ViolationKind.EmptyFieldName)]
    [InlineData("GET", "/", ":path", "/b", ViolationKind.BadFieldName)]
    [InlineData("GET", "/", "x:y", "a", ViolationKind.BadFieldName)]
    [InlineData("GET", "/", "x y", "a", ViolationKind.BadFieldName)]
    [InlineData("GET", "/", "x ", "a", ViolationKind.SpaceBeforeColon)]
    [InlineData("GET", "/", " x", "a", ViolationKind.ObsFold)]
    [InlineData("GET", "/", "x\r\ny", "a", ViolationKind.BadFieldName)]
    [InlineData("GET", "/", "x\u0141", "a", ViolationKind.BadFieldName)]
    [InlineData("GET", "/", "Host", "b", ViolationKind.SeveralHosts)]
    [InlineData("G T", "/", "x", "a", ViolationKind.BadRequestLine)]
    [InlineData("GET / HTTP/1.1\r\nx: y\r\n", "/", "x", "a", ViolationKind.BadRequestLine)]
    [InlineData("", "/", "x", "a", ViolationKind.BadMethod)]
    [InlineData("G\u0141T", "/", "x", "a", ViolationKind.BadMethod)]
    [InlineData("GET", "", "x", "a", ViolationKind.BadRequestLine)]
    [InlineData("GET", "/a b", "x", "a", ViolationKind.BadRequestLine)]
    [InlineData("GET", "/a\r\nb", "x", "a", ViolationKind.BadTarget)]
    [InlineData("GET", "/\xE9", "x", "a", ViolationKind.BadTarget)]
    [InlineData("GET", "/\u0141", "x", "a", ViolationKind.BadTarget)]
    [InlineData("GET", "/#a", "x", "a", ViolationKind.FragmentInTarget)]
    [InlineData("GET", "*", "x", "a", ViolationKind.BadTargetForm)]
    [InlineData("GET", "http://b/", "x", "a", ViolationKind.HostDiffers)]
    public void What_breaks_a_rule_is_said_and_not_in_the_head(string method, string target, string name, string value, ViolationKind kind)
    {
        _builder.Begin(method, target, 2);
        _builder.Field("host", "a");
        _builder.Field(name, value);
        _builder.Complete();

        _builder.Violation!.Kind.ShouldBe(kind);
        _builder.Violation.Sample.ShouldAllBe(c => c >= ' ' && (c <= '~' || c == '…'));
        Promise.CheckFields(_builder.Head.Fields);
        if (kind is not (ViolationKind.SeveralHosts or ViolationKind.HostDiffers))
        {
            Reading.Lines(_builder.Head.Fields).ShouldBeOneOf("", "host=a;");
            Latin1.Text(_builder.Head.Target).ShouldBeOneOf("", "/");
        }

        _builder.Begin("GET", "/", 1, 1);
        _builder.Field("host", "a");
        _builder.Complete();
        _builder.Violation.ShouldBeNull("the fault of the request before stays with it");
    }

    [Fact]
    public void Host_is_asked_for_but_in_HTTP10()
    {
        _builder.Begin("GET", "/", 2);
        _builder.Complete();
        _builder.Violation!.Kind.ShouldBe(ViolationKind.MissingHost);

        _builder.Begin("GET", "/", 1, 0);
        _builder.Complete();
        _builder.Violation.ShouldBeNull();
    }

    [Fact]
    public void The_offset_is_that_of_the_character()
    {
        _builder.Begin("GET", "/", 2);
        _builder.Field("host", "a\u0141");
        _builder.Violation!.Offset.ShouldBe("GET / HTTP/1.1\r\nhost: a".Length);
        _builder.Violation.Detail.ShouldBe("character U+0141 is no byte");
    }

    // All that is good in the corpus is good as strings too, and the same head.
    [Fact]
    public void It_agrees_with_the_reader()
    {
        foreach (var request in Corpus.ValidRequests.All)
        {
            var bytes = Latin1.Bytes(request.Bytes);
            var reader = new RequestHeadReader();
            reader.Read(bytes, request.Limits).ShouldBe(ReadStatus.Done);
            var head = reader.Head;
            head.Attach(bytes, 0);

            _builder.Begin(head.Method, Latin1.Text(head.Target), 1, head.MinorVersion);
            for (var i = 0; i < head.Fields.Count; i++)
            {
                _builder.Field(Latin1.Text(head.Fields.Name(i)), Latin1.Text(head.Fields.Value(i)));
            }

            _builder.Complete();
            _builder.Violation.ShouldBeNull(request.Name);
            Reading.Lines(_builder.Head.Fields).ShouldBe(Reading.Lines(head.Fields));
            Latin1.Text(_builder.Head.Authority).ShouldBe(Latin1.Text(head.Authority));
            _builder.Head.Form.ShouldBe(head.Form);
        }
    }
}
