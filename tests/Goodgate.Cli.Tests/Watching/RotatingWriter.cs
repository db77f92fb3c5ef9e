using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Goodgate.Cli.Tests.Watching;

/// <summary>
/// A server that writes an access log and an error log without pause, and a logrotate that moves them away: by renaming, after which the server writes to the
/// old files until it opens new ones, and by copying and emptying. Older files are compressed. Some lines come in two halves, also while their file is renamed.
/// A program beside it writes a log without times, each file of which begins in the same way; it is renamed only: copies of such files cannot be told apart.
/// </summary>
internal sealed class RotatingWriter(string folder, int seed) : IDisposable
{
    private static readonly string[] Logs = ["access.log", "error.log"];

    // Begins each file of the log without times; more than the first kilobyte, by which files are known again.
    private static readonly string Banner = string.Concat(Enumerable.Repeat("the server is about to start, and says so\n", Alike));

    private const string Timeless = "app.log";
    private const int Alike = 30;

    private readonly Random _random = new(seed);
    private readonly SemaphoreSlim _pen = new(1);
    private readonly Dictionary<string, FileStream> _open = [];

    public long Requests { get; private set; }

    public long Failures { get; private set; }

    /// <summary>Lines of the log without times.</summary>
    public long TimelessLines { get; private set; }

    public long Lines => Requests + (2 * Failures) + TimelessLines;

    public int Rotations { get; private set; }

    /// <summary>Writes and rotates.</summary>
    /// <param name="rotations">How often at least.</param>
    /// <param name="isEnough">Asked after each, then.</param>
    public async Task RunAsync(int rotations, Func<bool> isEnough)
    {
        Reopen();
        var isOver = false;
        var writing = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
            {
                await WriteAsync();
            }
        });
        while (Rotations < rotations || !isEnough())
        {
            await Task.Delay(_random.Next(50, 350));
            await (Rotations % 2 == 0 ? RenameAsync() : CopyTruncateAsync());
            Rotations++;
        }

        Volatile.Write(ref isOver, true);
        await writing;
    }

    public void Dispose()
    {
        foreach (var file in _open.Values)
        {
            file.Dispose();
        }

        _pen.Dispose();
    }

    private async Task WriteAsync()
    {
        await _pen.WaitAsync();
        try
        {
            for (var i = _random.Next(1, 20); i > 0; i--)
            {
                Write();
            }

            Write(Timeless, $"at call {TimelessLines++}");
            await WriteHalvesAsync();
        }
        finally
        {
            _pen.Release();
        }

        await Task.Delay(1);
    }

    // The other half comes after a look or two, at times, and its file may have another name then.
    private async Task WriteHalvesAsync()
    {
        var line = Quiet();
        var half = _random.Next(1, line.Length);
        _open["access.log"].Write(Encoding.ASCII.GetBytes(line[..half]));
        await Task.Delay(_random.Next(20) == 0 ? 300 : 0);
        _open["access.log"].Write(Encoding.ASCII.GetBytes(line[half..] + "\n"));
    }

    private string Quiet() => $"203.0.113.7 - - [{TimeProvider.System.GetUtcNow().ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture)} +0000] \"GET /ok/{Requests++} HTTP/1.1\" 200 5 \"-\" \"test\"";

    private void Write()
    {
        var now = TimeProvider.System.GetUtcNow();
        var stamp = now.ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture);
        if (_random.Next(3) > 0)
        {
            Write("access.log", Quiet());
            return;
        }

        Write("error.log", $"{now:yyyy/MM/dd HH:mm:ss} [error] 7#7: *{Failures} connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: a.test, "
            + $"request: \"GET /bad/{Failures} HTTP/1.1\", upstream: \"http://127.0.0.1:9/bad/{Failures}\", host: \"a.test\"");
        Write("access.log", $"203.0.113.7 - - [{stamp} +0000] \"GET /bad/{Failures++} HTTP/1.1\" 502 157 \"-\" \"test\"");
    }

    // One write(2) a line, as servers do.
    private void Write(string log, string line)
    {
        _open[log].Write(Encoding.ASCII.GetBytes(line + "\n"));
        _open[log].Flush();
    }

    private async Task RenameAsync()
    {
        foreach (var log in Logs.Append(Timeless))
        {
            Shift(log);
            File.Move(At(log), At(log + ".1"));
        }

        await Task.Delay(_random.Next(0, 60));
        await _pen.WaitAsync();
        Reopen();
        _pen.Release();
        Compress();
    }

    private async Task CopyTruncateAsync()
    {
        foreach (var log in Logs)
        {
            Shift(log);

            // What is written between copying and emptying is lost to everybody: that is copytruncate's own fault, so nobody writes here.
            await _pen.WaitAsync();
            File.Copy(At(log), At(log + ".1"));
            _open[log].SetLength(0);
            _pen.Release();
        }

        Compress();
    }

    private void Shift(string log)
    {
        for (var i = Rotations; i > 0; i--)
        {
            foreach (var end in (string[])["", ".gz"])
            {
                if (File.Exists(At($"{log}.{i}{end}")))
                {
                    File.Move(At($"{log}.{i}{end}"), At($"{log}.{i + 1}{end}"));
                }
            }
        }
    }

    private void Compress()
    {
        foreach (var path in Logs.Select(log => At(log + ".3")).Where(File.Exists))
        {
            using (var packed = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest))
            {
                packed.Write(File.ReadAllBytes(path));
            }

            File.Delete(path);
        }
    }

    private void Reopen()
    {
        foreach (var log in Logs.Append(Timeless))
        {
            if (_open.Remove(log, out var old))
            {
                old.Dispose();
            }

            // Append, so that the place is the file's end also after it was emptied.
            _open[log] = new FileStream(At(log), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }

        _open[Timeless].Write(Encoding.ASCII.GetBytes(Banner));
        TimelessLines += Alike;
    }

    private string At(string name) => Path.Combine(folder, name);
}
