using System.Globalization;
using System.Runtime.InteropServices;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Files.Disk;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>
/// The folder of the disk tier. It must be for us alone: what is in it becomes pages for visitors, and what is not needed in it is deleted. Files with names
/// that are not ours are left alone; a link or device with a name of ours too.
/// </summary>
internal sealed class CacheFolder : IDisposable
{
    private const string MarkName = "goodgate-cache";
    private const string LockName = "goodgate.lock";
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly DataFolder _held;
    private long _last;

    private CacheFolder(DataFolder held) => _held = held;

    public string Path => _held.Path;

    /// <summary>Makes the folder when it is missing, and takes hold of it.</summary>
    /// <exception cref="DataFolderException">It cannot be used; the message says why and what to do.</exception>
    public static CacheFolder Open(string path)
    {
        Refuse(path);
        var held = DataFolder.Open(path);
        try
        {
            Mark(path);
            return new CacheFolder(held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw new DataFolderException(path, $"{FileTrouble.Reason(e)}. Name a folder for the cache alone that this user can make and write.");
        }
    }

    /// <summary>What <see cref="List"/> left alone, as a sentence without its end; null = nothing.</summary>
    public string? Trouble { get; private set; }

    /// <summary>A number that no file had yet.</summary>
    public long NextNumber() => Interlocked.Increment(ref _last);

    /// <summary>The files of the cache, the oldest first. Numbers of whatever has a name like theirs are not given again.</summary>
    public IReadOnlyList<(long Number, FileKind Kind)> List()
    {
        var found = new List<(long Number, FileKind Kind)>();
        foreach (var item in new DirectoryInfo(Path).EnumerateFileSystemInfos())
        {
            if (Read(item.Name) is not { } file)
            {
                continue;
            }

            _last = Math.Max(_last, file.Number);
            if (item is FileInfo { LinkTarget: null } && FileCalls.Stat(item.FullName) is { IsFile: true } stat && stat.User == EffectiveUser())
            {
                found.Add(file);
            }
            else
            {
                Trouble ??= $"{item.Name} belongs to another user, or is no plain file: it is left alone, and takes room that is not counted";
            }
        }

        return [.. found.OrderBy(file => file.Number)];
    }

    public void Dispose() => _held.Dispose();

    private static (long Number, FileKind Kind)? Read(string name) =>
        name.Length == 20 && long.TryParse(name.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number is > 0 and < long.MaxValue / 2
            ? name[16..] switch { ".seg" => (number, FileKind.Segment), ".obj" => (number, FileKind.Large), _ => null }
            : null;

    // Before anything is made or written in it.
    private static void Refuse(string path)
    {
        if (FileCalls.Stat(path) is not { } stat)
        {
            return;
        }

        if (stat.IsFolder && stat.User != EffectiveUser())
        {
            throw new DataFolderException(path, $"it belongs to another user (id {stat.User}), who could put pages into it. Change its owner, or name another folder.");
        }

        if (stat.IsFolder && ((UnixFileMode)stat.Permissions & Others) != 0)
        {
            throw new DataFolderException(path, $"others may write into it, and so put pages into the cache. Run: chmod 700 {path}");
        }
    }

    // A folder with things in it that is not marked as ours may be somebody's home.
    private static void Mark(string path)
    {
        var mark = System.IO.Path.Combine(path, MarkName);
        if (File.Exists(mark))
        {
            return;
        }

        if (new DirectoryInfo(path).EnumerateFileSystemInfos().FirstOrDefault(item => item.Name != LockName) is { } other)
        {
            throw new IOException($"it holds {other.Name}, and was not made for the cache");
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(mark, options);
        file.Write("This folder holds pages that goodgate has stored. It may be deleted while no gateway runs.\n"u8);
    }

    // geteuid(2): the user whose files ours will be.
    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
