using Goodgate.EndToEnd.Stage;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Xunit.Abstractions;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>What a plugin or a worker does to one request (tests/wordpress/plugin): named, with its evidence, and over with the very next request.</summary>
[Collection(WordPressTests.Name)]
public sealed class TroubleTests(WordPressSite site, ITestOutputHelper output)
{
    [Theory]
    [InlineData("illegal-header", 502, CauseIds.InvalidResponseHeader, "X Trouble", Party.Application)]
    [InlineData("control-header", 502, CauseIds.InvalidResponseHeader, "X-Trouble", Party.Application)]
    [InlineData("large-header", 502, CauseIds.ResponseHeaderTooLarge, "the largest field is X-Trouble with 65536 bytes", Party.Application)]
    [InlineData("fatal", 500, CauseIds.ApplicationScriptError, "Call to undefined function troublemaker_calls_what_is_not_there()", Party.Application)]
    [InlineData("memory", 500, CauseIds.ApplicationScriptError, "Allowed memory size of 134217728 bytes exhausted", Party.Application)]
    [InlineData("headless", 502, CauseIds.ApplicationScriptError, "header", Party.Application)]
    [InlineData("segfault", 502, CauseIds.WorkerCrashed, "without FCGI_END_REQUEST", Party.Application)]
    public async Task A_failed_answer_is_named(string trouble, int status, string cause, string words, Party party)
    {
        await using var gateway = await site.BehindAsync();
        var answer = await gateway.GetAsync($"/?trouble={trouble}");
        answer.Status.ShouldBe(status);
        answer.LooksWhole.ShouldBeTrue();
        await RecoversAsync(gateway, trouble);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(cause, verdict.Summary);
        verdict.Party.ShouldBe(party, verdict.Summary);
        verdict.Summary.ShouldContain(words);
        Fact(verdict, "script").ShouldBe($"{site.Root}/index.php");
    }

    [Theory]
    [InlineData("fatal")]
    [InlineData("memory")]
    public async Task The_plugin_of_a_fatal_error_is_named(string trouble)
    {
        await using var gateway = await site.BehindAsync();

        // WordPress answers with a page of its own, which says less than the message on STDERR.
        (await gateway.GetAsync($"/?trouble={trouble}")).Text.ShouldContain("There has been a critical error on this website.");
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        Fact(verdict, "wordpress-extension").ShouldBe("troublemaker");
        Fact(verdict, "php-file")!.ShouldStartWith($"{site.Root}/wp-content/plugins/troublemaker/troublemaker.php:");
        verdict.Summary.ShouldContain("/plugins/troublemaker/troublemaker.php:");
    }

    [Theory]
    [InlineData("killed-midway", false, CauseIds.WorkerCrashed, "without FCGI_END_REQUEST")]
    [InlineData("fatal-midway", true, CauseIds.ApplicationScriptError, "/plugins/troublemaker/troublemaker.php:")]
    public async Task Half_a_page_is_told_from_a_whole_one(string trouble, bool looksWhole, string cause, string words)
    {
        await using var gateway = await site.BehindAsync();
        var answer = await gateway.GetAsync($"/?trouble={trouble}");
        answer.Status.ShouldBe(200);
        answer.Text.ShouldStartWith("half a page ");
        answer.LooksWhole.ShouldBe(looksWhole);
        await RecoversAsync(gateway, trouble);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(cause, verdict.Summary);
        verdict.Summary.ShouldContain(words);
    }

    [Fact]
    public async Task Output_shorter_than_promised_is_no_answer()
    {
        await using var gateway = await site.BehindAsync();
        (await gateway.GetAsync("/?trouble=partial")).Status.ShouldBe(502);
        await RecoversAsync(gateway, "partial");
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.ResponseTruncated, verdict.Summary);
        verdict.Summary.ShouldContain("the output ended after 24 of the 1000 bytes that Content-Length declares");
    }

    // PHP sends a head for a script that prints nothing: that is an answer, with nothing in it.
    [Fact]
    public async Task No_output_is_an_empty_page()
    {
        await using var gateway = await site.BehindAsync();
        var answer = await gateway.GetAsync("/?trouble=empty");
        answer.Status.ShouldBe(200);
        answer.Body.ShouldBeEmpty();
        answer.LooksWhole.ShouldBeTrue();
        await RecoversAsync(gateway, "empty");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    // Without the log of the pool only PHP-FPM knows that it was a limit of time.
    [Fact]
    public async Task A_page_slower_than_request_terminate_timeout_loses_its_worker()
    {
        await using var gateway = await site.BehindAsync(site.HurriedSocket);
        (await gateway.GetAsync("/?trouble=slow")).Status.ShouldBe(502);
        var verdict = (await gateway.Verdicts.AtLeastAsync(1))[0];
        verdict.Cause.Id.ShouldBe(CauseIds.WorkerCrashed, verdict.Summary);
        verdict.Summary.ShouldContain("request_terminate_timeout");
        await Eventually.IsSoAsync(() => site.Log.Contains("[pool hurried] child ", StringComparison.Ordinal) && site.Log.Contains("execution timed out", StringComparison.Ordinal), "PHP-FPM wrote why");
    }

    private Task RecoversAsync(RunningGateway gateway, string trouble) => Recovery.ComesAsync($"a page with {trouble}", () => gateway.GetAsync(), output);

    private static string? Fact(Verdict verdict, string name) => verdict.Evidence.FirstOrDefault(fact => fact.Name == name)?.Value;
}
