using Goodgate.Cli.Commands;
using Goodgate.Cli.Running;
using Goodgate.Cli.Showing;

namespace Goodgate.Cli.Tests;

/// <summary>A call of the program in this process, with screens of its own and a folder of its own.</summary>
internal sealed class Called : IAsyncDisposable
{
    private Task<int> _run = Task.FromResult(0);

    public Called(bool terminal = false, int width = 100)
    {
        Folder = Directory.CreateTempSubdirectory("goodgate-cli-").FullName;
        Session = new Session(
            new Terminal(new Screen(Out, terminal, colours: false, width), new Screen(Error, terminal, colours: false, width)),
            Signals,
            TimeProvider.System,
            Folder,
            name => Variables.GetValueOrDefault(name));
    }

    public Transcript Out { get; } = new();

    public Transcript Error { get; } = new();

    public Signals Signals { get; } = new();

    public string Folder { get; }

    public Dictionary<string, string> Variables { get; } = [];

    public Session Session { get; }

    public Task<int> Run => _run;

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Called> WithAsync(params string[] args)
    {
        var called = new Called();
        await called.ToEndAsync(args);
        return called;
    }

    public int ExitCode => _run.Result;

    public Task<int> ToEndAsync(params string[] args) => Start(args);

    /// <summary>Begins a command that runs until it is stopped.</summary>
    public Task<int> Start(params string[] args) => _run = Task.Run(() => CommandLine.RunAsync(args, Session));

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        Signals.RequestStop(StopSignal.Terminate);
        Signals.RequestStop(StopSignal.Terminate);
        await _run;
        Signals.Dispose();
        Directory.Delete(Folder, recursive: true);
        await Out.DisposeAsync();
        await Error.DisposeAsync();
    }
}
