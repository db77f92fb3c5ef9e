using System.Text;
using Goodgate.Gateway.Observing.Lines;

namespace Goodgate.Gateway.Data;

/// <summary>
/// The folder for what outlives the process (docs/data.md). One running gateway holds it at a time: the lock file is locked as flock(2) does,
/// so that a gateway that was killed holds nothing.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // EAGAIN on Linux, EWOULDBLOCK on macOS and BSD, ERROR_SHARING_VIOLATION on Windows: somebody else has the lock.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    private readonly string _lockPath;
    private FileStream _lock;

    private DataFolder(string path)
    {
        Path = path;
        _lockPath = System.IO.Path.Combine(path, "goodgate.lock");
        _lock = Lock();
    }

    public string Path { get; }

    /// <summary>Makes the folder when it is missing, and takes hold of it.</summary>
    /// <exception cref="DataFolderException">It is not a folder, cannot be written, or another gateway holds it.</exception>
    public static DataFolder Open(string path)
    {
        if (Refusal(path) is { } refusal)
        {
            throw refusal;
        }

        try
        {
            Create(path);
            return new DataFolder(path);
        }
        catch (IOException e) when (Held.Contains(e.HResult))
        {
            var owner = FolderOwner.Of(System.IO.Path.Combine(path, "goodgate.lock")) is { } process ? $" (process {process})" : "";
            throw new DataFolderException(path, $"another running goodgate{owner} uses it. Stop that one, or give each a folder of its own.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new DataFolderException(path, "this user may not write there. Change its owner or mode, or name another directory.");
        }
        catch (Exception e) when (LogFile.IsTrouble(e))
        {
            throw new DataFolderException(path, $"it {FileTrouble.Words(e, path, FileTrouble.Made)}. Name a directory that this user can make and write.");
        }
    }

    /// <summary>Why a path cannot be that of the folder, by what is there now; null when nothing is in the way that can be seen. Makes and locks nothing.</summary>
    public static DataFolderException? Refusal(string path) => File.Exists(path) ? new DataFolderException(path, "it is a file. Name a directory.") : null;

    /// <summary>True when two settings name one folder, or both none.</summary>
    public static bool IsSame(string? one, string? other) => Whole(one) == Whole(other);

    /// <summary>Takes hold of it anew when somebody has deleted it and made it again.</summary>
    /// <exception cref="IOException">It is gone, or another gateway holds it now.</exception>
    public void Hold()
    {
        if (!File.Exists(_lockPath))
        {
            var held = Lock();
            _lock.Dispose();
            _lock = held;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string? Whole(string? path) => path is null ? null : System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    // 0700: failures name hosts and paths of visitors.
    private static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private FileStream Lock()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var held = new FileStream(_lockPath, options);
        try
        {
            held.SetLength(0);
            held.Write(Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
