using System.Diagnostics;
using System.Runtime.InteropServices;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Cli.Tests.Commands;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("goodgate ru", "run")]
    [InlineData("goodgate run --ac", "--access-log")]
    [InlineData("goodgate completion z", "zsh")]
    [InlineData("goodgate lab --l", "--list", "--listen")]
    public async Task The_program_suggests_what_fits(string line, params string[] expected)
    {
        await using var called = await Called.WithAsync($"[suggest:{line.Length}]", line);
        called.ExitCode.ShouldBe(0);
        called.Out.Lines.ShouldBe(expected);
    }

    [Fact]
    public async Task Causes_are_suggested_for_explain()
    {
        const string Line = "goodgate explain ";
        await using var called = await Called.WithAsync($"[suggest:{Line.Length}]", Line);
        Causes.All.Select(cause => cause.Id).ShouldBeSubsetOf(called.Out.Lines);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _goodgate goodgate")]
    [InlineData("zsh", "compdef _goodgate goodgate")]
    [InlineData("fish", "complete -c goodgate -a '(__goodgate_complete)'")]
    public async Task There_is_a_script_for_each_shell(string shell, string line)
    {
        await using var called = await Called.WithAsync("completion", shell);
        called.ExitCode.ShouldBe(0);
        called.Out.Lines.Select(one => one.Trim()).ShouldContain(line);
        called.Out.ToString().ShouldContain("[suggest:");
    }

    [Fact]
    public async Task Another_shell_is_told_which_there_are()
    {
        await using var called = await Called.WithAsync("completion", "csh");
        called.ExitCode.ShouldBe(2);
        called.Error.Lines.ShouldHaveSingleItem().ShouldBe("goodgate: there is no completion for \"csh\"; expected bash, zsh, fish");
    }

    [Theory]
    [InlineData("goodgate ru", "run")]
    [InlineData("goodgate explain connect-r", "connect-refused")]
    [InlineData("goodgate run --config x --da", "--data")]
    [InlineData("goodgate run --config ", "")]
    [InlineData("goodgate ", "--help --version -h cache check completion config demo explain fpm import lab logs run version watch")]
    public async Task A_tab_in_bash_completes(string line, string expected)
    {
        const string Tab =
            """
            source <(goodgate completion bash)
            COMP_LINE=$1; COMP_POINT=${#1}; read -ra COMP_WORDS <<< "$1"; [[ $1 == *" " ]] && COMP_WORDS+=("")
            COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); _goodgate; echo "${COMPREPLY[*]}"
            """;
        var start = new ProcessStartInfo("bash", ["--norc", "-c", Tab, "bash", line]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{Path.Combine(Repository.Root, "artifacts", "bin", "Goodgate.Cli", "release")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using var bash = Process.Start(start)!;
        (await bash.StandardOutput.ReadToEndAsync()).TrimEnd('\n').ShouldBe(expected);
        await bash.WaitForExitAsync();
        bash.ExitCode.ShouldBe(0);
    }
}
