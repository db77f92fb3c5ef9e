using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Goodgate.Logs.Following;

namespace Goodgate.Logs.Tests.Following;

/// <summary>A folder with a log, <c>a.log</c>, and somebody who follows it.</summary>
internal sealed class FollowedFolder : IDisposable
{
    private readonly EarlyClock _clock = new();
    private readonly List<string> _read = [];
    private LogFollower _follower = null!;
    private string _saved = "";

    /// <param name="fromStart">What is in the log is new.</param>
    /// <param name="before">What is done before it is followed.</param>
    public FollowedFolder(bool fromStart = false, Action<FollowedFolder>? before = null)
    {
        before?.Invoke(this);
        Follow(null, fromStart);
        Look();
        Save();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("goodgate-follow-").FullName;

    public List<string> Told { get; } = [];

    /// <summary>The lines read so far, and no more than that: <c>text</c>.</summary>
    public IReadOnlyList<string> Lines => _read;

    /// <summary>Where they stood: <c>a.log:3</c>.</summary>
    public List<string> Places { get; } = [];

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Appends; the file is made when it is missing.</summary>
    public void Write(string text, string name = "a.log") => File.AppendAllText(At(name), text);

    public void Rename(string from, string to) => File.Move(At(from), At(to));

    /// <summary>Makes room for <c>a.log.1</c>.</summary>
    /// <param name="highest">The highest number there is; one more afterwards.</param>
    public void Shift(ref int highest)
    {
        for (var i = highest; i > 0; i--)
        {
            foreach (var end in (string[])["", ".gz"])
            {
                if (File.Exists(At($"a.log.{i}{end}")))
                {
                    Rename($"a.log.{i}{end}", $"a.log.{i + 1}{end}");
                }
            }
        }

        highest++;
    }

    /// <summary>As logrotate's copytruncate does.</summary>
    public void CopyTruncate(string to)
    {
        File.Copy(At("a.log"), At(to));
        using var file = new FileStream(At("a.log"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(0);
    }

    public void Compress(string name, bool deletes = true)
    {
        var time = File.GetLastWriteTimeUtc(At(name));
        using (var to = new GZipStream(File.Create(At(name + ".gz")), CompressionLevel.Fastest))
        {
            to.Write(File.ReadAllBytes(At(name)));
        }

        File.SetLastWriteTimeUtc(At(name + ".gz"), time);
        if (deletes)
        {
            File.Delete(At(name));
        }
    }

    public void Look()
    {
        while (_follower.Look(Take, CancellationToken.None))
        {
        }
    }

    /// <summary>What a restart would know from now on.</summary>
    public void Save() => _saved = JsonSerializer.Serialize(_follower.Logs[0].Marks);

    public void Pass(TimeSpan time) => _clock.Pass(time);

    /// <summary>Follows another log of the folder too; its lines go where those of the first do.</summary>
    public void FollowAlso(string name) => _follower.Add(name, At(name), null, fromStart: false);

    /// <summary>Ends as kill -9 does; what was read and not saved is forgotten by the new one, and so here.</summary>
    public void Kill(int remembered)
    {
        _follower.Dispose();
        _read.RemoveRange(remembered, _read.Count - remembered);
        Follow(JsonSerializer.Deserialize<List<FileMark>>(_saved), fromStart: false);
    }

    public void Dispose()
    {
        _follower.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Follow(IReadOnlyList<FileMark>? marks, bool fromStart)
    {
        _follower = new LogFollower(_clock, Told.Add);
        _follower.Add("a.log", At("a.log"), marks, fromStart);
    }

    private void Take(LogPiece piece)
    {
        var number = piece.Lines.FirstLine;
        var text = Encoding.UTF8.GetString(piece.Lines.Bytes);
        foreach (var line in (text.EndsWith('\n') ? text[..^1] : text).Split('\n'))
        {
            _read.Add(line.Length > 100 ? $"{line.Length} bytes{(piece.Lines.IsCut ? ", cut" : "")}" : line);
            Places.Add(piece.HasNumbers ? $"{piece.File}:{number++}" : piece.File);
        }

        piece.Lines.Release();
    }
}
