using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Goodgate.Logs.Watching;

/// <summary>
/// What outlives the process: how far each log was read and what was counted, in one file that is replaced as a whole. Its first line is the SHA-256 of the
/// second, which is JSON. The caller sees to it that one process uses the folder at a time.
/// </summary>
public sealed class WatchMemory
{
    /// <summary>Larger ones are not ours: 1,000 logs of 500 rotated files would be some 200 MB.</summary>
    private const long MostBytes = 512L * 1024 * 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;

    private WatchMemory(string path, WatchRecord record) => (_path, Record) = (path, record);

    /// <summary>Name of the file.</summary>
    public static string FileName => "watch.state";

    internal WatchRecord Record { get; }

    /// <summary>Bursts that were not over.</summary>
    public IReadOnlyList<Burst> Open => Record.Bursts;

    /// <summary>True when an earlier run left something.</summary>
    public bool IsKnown => Record.Logs.Count > 0;

    /// <summary>Reads what an earlier run left. A file that is damaged is set aside.</summary>
    /// <param name="folder">The folder, which is there.</param>
    /// <param name="problem">One sentence when something is damaged; null when all is well.</param>
    /// <exception cref="IOException">It cannot be read, or a later version wrote it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static WatchMemory Read(string folder, out string? problem)
    {
        var path = Path.Combine(folder, FileName);
        problem = null;
        if (!File.Exists(path))
        {
            return new WatchMemory(path, new WatchRecord());
        }

        if (Parse(path) is { } record)
        {
            return new WatchMemory(path, record);
        }

        var aside = path + ".damaged";
        File.Move(path, aside, overwrite: true);
        problem = $"{path} is damaged, and was set aside as {Path.GetFileName(aside)}: counting begins anew, at the end of each log; what was written since the last run is not read";
        return new WatchMemory(path, new WatchRecord());
    }

    /// <summary>Writes it all, or nothing.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal void Save(WatchRecord record)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record);
        var next = _path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(next, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Sum(json) + "\n"));
            file.Write(json);
            file.Write("\n"u8);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
    }

    private static WatchRecord? Parse(string path)
    {
        if (new FileInfo(path).Length > MostBytes)
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path).AsSpan();
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0 || Encoding.ASCII.GetString(bytes[..end]) != Sum(bytes[(end + 1)..].TrimEnd((byte)'\n')))
        {
            return null;
        }

        try
        {
            var record = JsonSerializer.Deserialize<WatchRecord>(bytes[(end + 1)..]);
            if (record?.Version > WatchRecord.CurrentVersion)
            {
                throw new IOException($"{path} was written by a later goodgate (its version is {record.Version}, this one knows {WatchRecord.CurrentVersion}): use that one, or another folder; nothing was changed");
            }

            if (record?.IsSane() != true)
            {
                return null;
            }

            record.DropUnknown();
            return record;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Sum(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json));
}
