using System.Globalization;
using Goodgate.Lab.Catalogue;

namespace Goodgate.Lab.Tests.Connections;

public sealed class ScriptedAnswerTests
{
    internal const string Get = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

    [Theory]
    [MemberData(nameof(WireProofs.All), MemberType = typeof(WireProofs))]
    public async Task The_decisive_bytes_are_on_the_wire(string name, string bytes, bool begins)
    {
        var text = (await AskAsync(name, Get, Ending.Fin)).Text;
        if (begins)
        {
            text.ShouldStartWith(bytes, Case.Sensitive);
        }
        else
        {
            text.ShouldContain(bytes, Case.Sensitive);
        }
    }

    [Fact]
    [Proves("body-on-head")]
    public async Task A_body_follows_the_answer_to_HEAD() =>
        (await AskAsync("body-on-head", "HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n", Ending.Fin)).Text.ShouldEndWith("Content-Length: 3\r\n\r\nok\n");

    [Fact]
    [Proves("date-missing")]
    public async Task Date_is_missing() => (await AskAsync("date-missing", Get, Ending.Fin)).Text.ShouldNotContain("Date:");

    [Theory]
    [InlineData("response-header-too-large", 200_000)]
    [InlineData("response-header-too-large-many-fields", 100_000)]
    [InlineData("response-header-too-large-reason", 200_000)]
    [Proves("response-header-too-large", "response-header-too-large-many-fields", "response-header-too-large-reason")]
    public async Task The_head_is_whole_and_large(string name, int atLeast) =>
        (await AskAsync(name, Get, Ending.Fin)).Text.IndexOf("\r\n\r\nok\n", StringComparison.Ordinal).ShouldBeGreaterThan(atLeast);

    [Fact]
    [Proves("response-header-too-large-many-fields")]
    public async Task The_many_fields_are_ten_thousand() =>
        (await AskAsync("response-header-too-large-many-fields", Get, Ending.Fin)).Text.Split("\r\nX-").Length.ShouldBe(10_001);

    [Fact]
    [Proves("response-header-too-large-no-end")]
    public async Task The_endless_field_has_no_end()
    {
        var text = (await AskAsync("response-header-too-large-no-end", Get, Ending.Fin)).Text;
        text.Length.ShouldBeGreaterThan(800_000);
        text.ShouldNotContain("\r\n\r\n");
    }

    [Fact]
    [Proves("response-header-too-large-trailers")]
    public async Task The_trailers_are_large()
    {
        var text = (await AskAsync("response-header-too-large-trailers", Get, Ending.Fin)).Text;
        text[text.IndexOf("\r\n0\r\n", StringComparison.Ordinal)..].Length.ShouldBeGreaterThan(200_000);
    }

    [Fact]
    [Proves("invalid-response-coding-long-extension")]
    public async Task The_chunk_extension_is_long() =>
        (await AskAsync("invalid-response-coding-long-extension", Get, Ending.Fin)).Text.ShouldContain($"3;x={new string('e', 100_000)}\r\n");

    [Fact]
    [Proves("invalid-response-header-too-many-interim")]
    public async Task A_thousand_interim_answers_come_before_the_final_one()
    {
        var text = (await AskAsync("invalid-response-header-too-many-interim", Get, Ending.Fin)).Text;
        text.Split("HTTP/1.1 103 Early Hints\r\n\r\n").Length.ShouldBe(1001);
        text.ShouldEndWith("\r\n\r\nok\n");
    }

    [Fact]
    [Proves("slow-drip")]
    public async Task The_dripped_head_comes_in_many_pieces_and_is_whole()
    {
        var got = await AskAsync("slow-drip", Get, Ending.Fin);
        got.Text.ShouldBe("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nok\n");
        got.Reads.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Lengths_of_sent_pages_are_right()
    {
        foreach (var fault in Faults.All.Where(f => f.CauseId is "upstream-sent-error" or "database-down").Where(f => !f.Name.Contains("fastcgi", StringComparison.Ordinal)))
        {
            var parts = (await AskAsync(fault.Name, Get, Ending.Fin)).Text.Split("\r\n\r\n", 2);
            var length = parts[0].Split("\r\n").Single(l => l.StartsWith("Content-Length:", StringComparison.Ordinal)).Split(' ')[1];
            parts[1].Length.ShouldBe(int.Parse(length, CultureInfo.InvariantCulture), fault.Name);
            parts[0].ShouldStartWith($"HTTP/1.1 {fault.ExpectedStatus} ");
        }
    }

    /// <summary>Asks once, says that nothing more will come, reads to the end, and checks what the server counted.</summary>
    internal static async Task<Reception> AskAsync(string name, string request, Ending ending)
    {
        await using var playing = await OneFault.PlayAsync(name);
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync(request);
        client.Finish();
        var got = await client.ReadToEndAsync();
        got.Ending.ShouldBe(ending);
        playing.Seen.Connections.ShouldBe(1);
        return got;
    }
}
