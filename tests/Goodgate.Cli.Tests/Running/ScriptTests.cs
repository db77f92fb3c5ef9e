namespace Goodgate.Cli.Tests.Running;

/// <summary><c>./goodgate</c>: builds when it must, and only then; then it is the program.</summary>
public sealed class ScriptTests
{
    [Fact]
    public async Task Without_the_sdk_one_sentence_says_so()
    {
        using var home = new ScriptHome(withDotnet: false);
        using var call = home.Call("version");
        (await call.ExitAsync()).ShouldBe(2);
        call.Out.ToString().ShouldBeEmpty();
        call.Error.Lines.ShouldHaveSingleItem().ShouldBe(
            "goodgate: the .NET 10 SDK is not on PATH. Install it (https://dotnet.microsoft.com/download/dotnet/10.0), then run this again.");
    }

    [Fact]
    public async Task The_first_call_builds_and_becomes_the_program()
    {
        using var home = new ScriptHome();
        using var call = home.Call("run", "--to", "http://a b");
        (await call.ExitAsync()).ShouldBe(0);
        home.Builds.ShouldHaveSingleItem().ShouldMatch("^build .*/src/Goodgate.Cli/Goodgate.Cli.csproj -c Release ");
        call.Out.Lines.ShouldBe([$"program {call.Id} run --to http://a b"], "signals reach it");
        call.Error.Lines.ShouldHaveSingleItem().ShouldContain("the first time takes about a minute");
    }

    [Fact]
    public async Task The_second_call_builds_nothing()
    {
        using var home = new ScriptHome();
        await CallAsync(home);
        using var call = home.Call("version");
        (await call.ExitAsync()).ShouldBe(0);
        home.Builds.Length.ShouldBe(1);
        call.Out.Lines.ShouldHaveSingleItem().ShouldEndWith(" version");
        call.Error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task When_nothing_changed_three_small_programs_run_before_it_and_no_dotnet()
    {
        using var home = new ScriptHome();
        await CallAsync(home);

        // A millisecond or two each. `dotnet` alone, asked for anything, takes longer than the 50 ms that the script may.
        (await home.ProgramsOfAsync("version")).ShouldBe(["readlink", "find", "readlink"]);
        home.Builds.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("deleted")]
    public async Task A_source_that_is_new_or_gone_is_built_again(string how)
    {
        using var home = new ScriptHome();
        await CallAsync(home);
        home.Age();
        await CallAsync(home);
        home.Builds.Length.ShouldBe(1);
        if (how == "deleted")
        {
            File.Delete(home.Source);
        }
        else
        {
            File.WriteAllText(home.Source, "changed");
        }

        using var call = home.Call("version");
        (await call.ExitAsync()).ShouldBe(0);
        home.Builds.Length.ShouldBe(2);
        call.Error.Lines.ShouldHaveSingleItem().ShouldContain("the sources changed");
    }

    [Fact]
    public async Task A_source_that_changes_during_the_build_is_built_again()
    {
        using var home = new ScriptHome();
        await CallAsync(home);
        home.Age();
        File.WriteAllText(home.Source, "changed");

        // Somebody saves while the compiler runs, which may have read the text before.
        home.Build($"touch '{home.Source}.begun'; until [ '{home.Source}' -nt '{home.Source}.begun' ]; do touch '{home.Source}'; done; rm '{home.Source}.begun'");
        await CallAsync(home);
        await CallAsync(home);
        home.Builds.Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("echo 'Program.cs(1,1): error CS1002: ; expected'; exit 1", "CS1002", "goodgate: the build failed; the lines above say why.")]
    [InlineData("echo 'error NETSDK1045: The current .NET SDK does not support targeting .NET 10.0.'; exit 1", "NETSDK1045", "is another version.")]
    public async Task A_build_that_fails_says_why_and_is_tried_again(string dotnet, string shown, string sentence)
    {
        using var home = new ScriptHome();
        home.Build(dotnet);
        using (var call = home.Call("version"))
        {
            (await call.ExitAsync()).ShouldBe(2);
            call.Out.ToString().ShouldBeEmpty();
            call.Error.ToString().ShouldContain(shown);
            call.Error.Lines[^1].ShouldEndWith(sentence);
        }

        using var again = home.Call("version");
        (await again.ExitAsync()).ShouldBe(2);
        home.Builds.Length.ShouldBe(2);
    }

    private static async Task CallAsync(ScriptHome home)
    {
        using var call = home.Call("version");
        (await call.ExitAsync()).ShouldBe(0, call.Error.ToString());
    }
}
