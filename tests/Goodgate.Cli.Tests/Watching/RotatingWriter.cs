using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Goodgate.Cli.Tests.Watching;

/// <summary>
/// A server that writes an access log and an error log without pause, and a logrotate that moves them away: by renaming, after which the server writes to the
/// old files until it opens new ones, and by copying and emptying. Older files are compressed.
/// </summary>
internal sealed class RotatingWriter(string folder, int seed) : IDisposable
{
    private static readonly string[] Logs = ["access.log", "error.log"];

    private readonly Random _random = new(seed);
    private readonly SemaphoreSlim _pen = new(1);
    private readonly Dictionary<string, FileStream> _open = [];

    public long Requests { get; private set; }

    public long Failures { get; private set; }

    public long Lines => Requests + (2 * Failures);

    public int Rotations { get; private set; }

    /// <summary>Writes and rotates.</summary>
    /// <param name="rotations">How often.</param>
    public async Task RunAsync(int rotations)
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
        while (Rotations < rotations)
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
        }
        finally
        {
            _pen.Release();
        }

        await Task.Delay(1);
    }

    private void Write()
    {
        var now = TimeProvider.System.GetUtcNow();
        var stamp = now.ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture);
        if (_random.Next(3) > 0)
        {
            Write("access.log", $"203.0.113.7 - - [{stamp} +0000] \"GET /ok/{Requests++} HTTP/1.1\" 200 5 \"-\" \"test\"");
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
        foreach (var log in Logs)
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
        foreach (var log in Logs)
        {
            if (_open.Remove(log, out var old))
            {
                old.Dispose();
            }

            // Append, so that the place is the file's end also after it was emptied.
            _open[log] = new FileStream(At(log), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
    }

    private string At(string name) => Path.Combine(folder, name);
}
