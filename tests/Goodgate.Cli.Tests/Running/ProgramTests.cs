using System.Diagnostics;
using System.Net.Http;
using System.Runtime.InteropServices;
using Goodgate.Lab.Origin;

namespace Goodgate.Cli.Tests.Running;

/// <summary>The built program as an operator meets it: signals and exit codes of a real process.</summary>
public sealed class ProgramTests
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int UserOne = 10;
    private const int Terminate = 15;

    [Theory]
    [InlineData(Terminate)]
    [InlineData(Interrupt)]
    public async Task An_idle_gateway_stops_with_0(int signal)
    {
        using var program = new Child("run", "--to", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0", "--admin", "off");
        await program.Out.LineWithAsync("admin");
        program.Signal(signal);
        (await program.ExitAsync()).ShouldBe(0);
        program.Error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_second_signal_ends_what_is_under_way()
    {
        await using var origin = HealthyOrigin.Start();
        using var program = new Child("run", "--to", origin.Url, "--listen", "http://127.0.0.1:0", "--admin", "off");
        var url = (await program.Out.LineWithAsync("listening")).Split(' ')[^1];
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(url + "/slow?bytes=1000&piece=1&interval=600000"), HttpCompletionOption.ResponseHeadersRead);
        program.Signal(Interrupt);
        await program.Error.LineWithAsync("1 request under way");
        program.Signal(Interrupt);
        (await program.ExitAsync()).ShouldBe(130);
    }

    [Fact]
    public async Task Hangup_and_user_one_do_not_stop_it()
    {
        using var program = new Child("run", "--to", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0", "--admin", "off");
        await program.Out.LineWithAsync("admin");
        program.Signal(Hangup);
        await program.Error.LineWithAsync("nothing to reload");
        program.Signal(UserOne);
        await program.Error.LineWithAsync("logs reopened");
        program.Signal(Terminate);
        (await program.ExitAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public async Task The_lab_ends_when_told_to(int signal, int exitCode)
    {
        using var program = new Child("lab", "connect-refused");
        (await program.Out.LineWithAsync("connect-refused")).ShouldMatch(@"^connect-refused\thttp://127\.0\.0\.1:\d+\t");
        program.Signal(signal);
        (await program.ExitAsync()).ShouldBe(exitCode);
    }

    [Fact]
    public async Task A_mistake_ends_it_with_2()
    {
        using var program = new Child("run", "--lisen", "x");
        (await program.ExitAsync()).ShouldBe(2);
        program.Error.Lines.ShouldHaveSingleItem().ShouldContain("did you mean --listen?");
    }

    /// <summary>The program as a process of its own.</summary>
    private sealed class Child : IDisposable
    {
        // Only ever reached by a test that fails.
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        private readonly Process _process;

        public Child(params string[] args)
        {
            var start = new ProcessStartInfo(Path.Combine(Repository.Root, "artifacts", "bin", "Goodgate.Cli", "release", "goodgate"), args)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };

            // The program looks for the runtime; these tests run on it: …/shared/Microsoft.NETCore.App/VERSION.
            start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
            _process = new Process { StartInfo = start };
            _process.OutputDataReceived += (_, line) => Tell(Out, line.Data);
            _process.ErrorDataReceived += (_, line) => Tell(Error, line.Data);
            _process.Start();
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public Transcript Out { get; } = new();

        public Transcript Error { get; } = new();

        public void Signal(int number) => Kill(_process.Id, number).ShouldBe(0);

        public async Task<int> ExitAsync()
        {
            using var limit = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
            Out.Dispose();
            Error.Dispose();
        }

        private static void Tell(Transcript to, string? line)
        {
            if (line is not null)
            {
                to.WriteLine(line);
            }
        }

        [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Kill(int process, int signal);
    }
}
