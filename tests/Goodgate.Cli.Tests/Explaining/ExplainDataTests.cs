using System.Text.Json;

namespace Goodgate.Cli.Tests.Explaining;

/// <summary>A request id looked up in a data folder and by a settings file.</summary>
public sealed class ExplainDataTests : IAsyncDisposable
{
    private readonly Called _called = new();

    public ExplainDataTests() => Directory.CreateDirectory(Path.Combine(_called.Folder, "kept"));

    public ValueTask DisposeAsync() => _called.DisposeAsync();

    [Fact]
    public async Task The_newest_of_an_id_is_shown_whatever_stands_between()
    {
        _called.Write("kept/failures.1.jsonl", Line("abc-1", "connect-timeout"));
        _called.Write("kept/failures.jsonl", Line("abc-1", "connect-refused") + "{\"request_id\":\"abc-1\",\n\0\n" + Line("abc-1", "upstream-reset") + Line("other", "connect-refused") + "{\"torn");
        (await _called.ToEndAsync("explain", "abc-1", "--data", "kept")).ShouldBe(0);
        _called.Out.ToString().ShouldContain("request abc-1\nupstream-reset: ");
    }

    [Fact]
    public async Task The_older_file_is_searched_too()
    {
        _called.Write("kept/failures.1.jsonl", Line("a+b/c", "connect-timeout"));
        _called.Write("kept/failures.jsonl", Line("other", "connect-refused"));
        (await _called.ToEndAsync("explain", "a+b/c", "--data", "kept", "--json")).ShouldBe(0);
        JsonElement.Parse(_called.Out.ToString()).GetProperty("cause").GetProperty("id").GetString().ShouldBe("connect-timeout");
    }

    [Theory]
    [InlineData("missing", 2, "does not exist")]
    [InlineData("kept", 1, "does not mention it")]
    [InlineData("file", 2, "is a file")]
    public async Task A_folder_without_it_says_why(string folder, int exitCode, string expected)
    {
        _called.Write("file", "");
        (await _called.ToEndAsync("explain", "abc-1", "--data", folder)).ShouldBe(exitCode);
        _called.Error.Lines.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public async Task The_settings_file_says_where_to_look()
    {
        _called.Write("goodgate.yaml", "to: http://127.0.0.1:1\nadmin: {listen: 'off'}\ndata: kept\n");
        _called.Write("kept/failures.jsonl", Line("abc-1", "connect-refused"));
        (await _called.ToEndAsync("explain", "abc-1", "-c", "goodgate.yaml")).ShouldBe(0);
        _called.Out.ToString().ShouldContain("connect-refused: ");
    }

    [Fact]
    public async Task When_the_admin_port_does_not_answer_the_folder_does()
    {
        _called.Write("goodgate.yaml", "to: http://127.0.0.1:1\nadmin: {listen: '127.0.0.1:1'}\ndata: kept\n");
        _called.Write("kept/failures.jsonl", Line("abc-1", "connect-refused"));
        (await _called.ToEndAsync("explain", "abc-1", "-c", "goodgate.yaml")).ShouldBe(0);
        await using var other = new Called();
        other.Write("goodgate.yaml", $"to: http://127.0.0.1:1\nadmin: {{listen: '127.0.0.1:1'}}\ndata: {_called.Folder}/kept\n");
        (await other.ToEndAsync("explain", "abc-2", "-c", "goodgate.yaml")).ShouldBe(1);
        var line = other.Error.Lines.ShouldHaveSingleItem();
        line.ShouldContain("the admin port 127.0.0.1:1 does not answer");
        line.ShouldContain("does not mention it");
    }

    [Fact]
    public async Task Settings_without_a_place_say_so()
    {
        _called.Write("goodgate.yaml", "to: http://127.0.0.1:1\nadmin: {listen: 'off'}\n");
        (await _called.ToEndAsync("explain", "abc-1", "-c", "goodgate.yaml")).ShouldBe(1);
        _called.Error.Lines.ShouldHaveSingleItem().ShouldContain("neither an admin port nor a data folder");
    }

    [Fact]
    public async Task Settings_with_errors_are_not_guessed_at()
    {
        _called.Write("goodgate.yaml", "to: http://127.0.0.1:1\ndate: kept\n");
        (await _called.ToEndAsync("explain", "abc-1", "-c", "goodgate.yaml")).ShouldBe(2);
        _called.Error.Lines.ShouldHaveSingleItem().ShouldContain("did you mean \"data\"?");
    }

    private static string Line(string id, string cause) => JsonSerializer.Serialize(new Dictionary<string, string> { ["request_id"] = id, ["cause"] = cause }) + "\n";
}
