using Goodgate.Gateway.Data;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>What is to be told of the cache's folder, each once: that it cannot be written, that it can again, and that it gave other bytes than were stored.</summary>
/// <param name="folder">Path of the folder.</param>
/// <param name="pause">How long it is left alone when it cannot be written.</param>
/// <param name="tell">Takes a sentence; does not wait until somebody has heard it.</param>
internal sealed class DiskTrouble(string folder, TimeSpan pause, Action<string>? tell)
{
    private bool _isBroken;
    private int _isDamaged;

    /// <summary>A write failed. The worker's.</summary>
    public void Failed(Exception e)
    {
        if (!_isBroken)
        {
            _isBroken = true;
            tell?.Invoke($"the cache folder {folder} cannot be written: {Reason(e)}. New pages are kept in memory only; it is tried again every {pause.TotalSeconds} s.");
        }
    }

    /// <summary>A write succeeded. The worker's.</summary>
    public void Works()
    {
        if (_isBroken)
        {
            _isBroken = false;
            tell?.Invoke($"the cache folder {folder} is written again.");
        }
    }

    /// <summary>A page was not what had been written, or could not be read, and is dropped. From any thread.</summary>
    /// <param name="file">Path of the file it lay in.</param>
    public void Damaged(string file)
    {
        if (Interlocked.Exchange(ref _isDamaged, 1) == 0)
        {
            tell?.Invoke($"the cache folder {folder}: a page in {Path.GetFileName(file)} cannot be read, or is not what was written there. Such pages are dropped and asked for again; "
                + "goodgate cache stats counts them. Look at the disk (dmesg), and see that nothing else writes into the folder.");
        }
    }

    /// <summary>What an earlier run left is not all as it should be.</summary>
    /// <param name="what">A sentence without its end.</param>
    public void Found(string what) => tell?.Invoke($"the cache folder {folder}: {what}. What was in there is asked for again.");

    /// <summary>Why a file of the folder could not be used, as a clause.</summary>
    public static string Reason(Exception e) => e switch
    {
        UnauthorizedAccessException => "this user may not",
        DirectoryNotFoundException or FileNotFoundException => "it is gone",
        _ => FileTrouble.Reason(e),
    };
}
