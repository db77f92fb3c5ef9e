namespace Goodgate.Comparison;

/// <summary>What must be on the machine, said before anything starts.</summary>
public static class Requirements
{
    private static readonly (string Program, string Package)[] Programs =
        [("nginx", "nginx-light"), ("haproxy", "haproxy"), ("wrk", "wrk"), ("taskset", "util-linux"), ("kill", "procps")];

    // Debian keeps servers in sbin, which is not on every user's PATH.
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/usr/local/sbin"];

    /// <summary>The path of a program; null when it is not installed.</summary>
    public static string? Find(string program) =>
        Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <exception cref="BenchmarkException">Something is missing.</exception>
    public static void Check(params IReadOnlyList<(string Program, string Package)> besides)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new BenchmarkException("this runs on Linux only: it reads /proc and pins programs to cores");
        }

        var missing = Programs.Concat(besides).Where(one => Find(one.Program) is null).Select(one => one.Package).ToArray();
        if (missing.Length > 0)
        {
            throw new BenchmarkException($"not installed: {string.Join(", ", missing)}. Debian and Ubuntu: apt-get install {string.Join(' ', missing)}");
        }

        if (Machine.Cores < 2)
        {
            throw new BenchmarkException("this machine has one core; the proxy needs one to itself, apart from the load generator's");
        }
    }
}
