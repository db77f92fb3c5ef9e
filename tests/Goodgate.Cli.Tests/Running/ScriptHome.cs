namespace Goodgate.Cli.Tests.Running;

/// <summary>
/// A home for the script <c>./goodgate</c>: sources, and a <c>dotnet</c> that "builds" a program by writing one down. Its PATH holds the few tools of
/// a bare system and nothing else.
/// </summary>
internal sealed class ScriptHome : IDisposable
{
    private static readonly string[] Tools = ["sh", "readlink", "find", "mkdir", "touch", "mv", "rm", "cat", "chmod"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-script-");

    public ScriptHome(bool withDotnet = true)
    {
        foreach (var tool in Tools)
        {
            File.CreateSymbolicLink(PathOf("tools", tool), Find(tool));
        }

        File.Copy(Path.Combine(Repository.Root, "goodgate"), PathOf("home", "goodgate"));
        foreach (var file in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json"])
        {
            File.WriteAllText(PathOf("home", file), "");
        }

        File.WriteAllText(PathOf("home", "src", "Goodgate.Cli", "Goodgate.Cli.csproj"), "");
        File.WriteAllText(Source, "");
        if (withDotnet)
        {
            Build($"cat >'{PathOf("home", "artifacts", "bin", "Goodgate.Cli", "release", "goodgate")}' <<'END'\n#!/bin/sh\necho \"program $$ $*\"\nEND\n"
                + $"chmod +x '{PathOf("home", "artifacts", "bin", "Goodgate.Cli", "release", "goodgate")}'");
        }
    }

    /// <summary>One of the sources.</summary>
    public string Source => PathOf("home", "src", "Goodgate.Cli", "Program.cs");

    /// <summary>What dotnet was called with, one line a call.</summary>
    public string[] Builds => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private string Log => PathOf("builds.log");

    /// <summary>Makes dotnet do something else when it is called.</summary>
    public void Build(string commands)
    {
        var dotnet = PathOf("tools", "dotnet");
        File.WriteAllText(dotnet, $"#!/bin/sh\necho \"$*\" >>'{Log}'\n{commands}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Calls the script, and counts the programs that run for it before it becomes the program.</summary>
    public async Task<string[]> ProgramsOfAsync(params string[] args)
    {
        var log = PathOf("programs.log");
        foreach (var tool in Tools)
        {
            var path = PathOf("tools", tool);
            File.Delete(path);
            File.WriteAllText(path, $"#!/bin/sh\necho {tool} >>'{log}'\nexec '{Find(tool)}' \"$@\"\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
            }
        }

        using var call = Call(args);
        (await call.ExitAsync()).ShouldBe(0, call.Error.ToString());
        return File.Exists(log) ? await File.ReadAllLinesAsync(log) : [];
    }

    /// <summary>Makes all that is there an hour old: file systems are too coarse to tell what comes first within some milliseconds.</summary>
    public void Age()
    {
        var then = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1);
        var home = new DirectoryInfo(PathOf("home"));
        foreach (var one in home.EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            one.LastWriteTimeUtc = then;
        }
    }

    /// <summary>Calls the script.</summary>
    public Child Call(params string[] args) =>
        new(PathOf("home", "goodgate"), args, new Dictionary<string, string> { ["PATH"] = PathOf("tools") });

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(params string[] names)
    {
        var path = Path.Combine([_folder.FullName, .. names]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private static string Find(string tool) => ((string[])["/usr/bin", "/bin", "/usr/local/bin"])
        .Select(folder => Path.Combine(folder, tool)).First(File.Exists);
}
