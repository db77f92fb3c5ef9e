using System.Globalization;
using Goodgate.Logs.Reading;

namespace Goodgate.Cli.Logs;

/// <summary>A line on a terminal while logs are read: how far, how fast, how long yet. Nothing where no person looks, and nothing for what is read at once.</summary>
internal sealed class ReadProgress : IDisposable
{
    /// <summary>Shorter waits need no bar.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(700);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private readonly Session _session;
    private readonly long? _total;
    private readonly long _began;
    private TimeSpan _shown;
    private long _before;
    private bool _isVisible;

    public ReadProgress(IReadOnlyList<LogSource> sources, Session session)
    {
        _session = session;
        _total = sources.All(one => one.Length is not null) ? sources.Sum(one => one.Length) : null;
        _began = session.Time.GetTimestamp();
    }

    /// <param name="read">Bytes of the current log, unpacked.</param>
    public void Moved(long read)
    {
        var passed = _session.Time.GetElapsedTime(_began);
        if (!_session.Error.IsTerminal || passed < Silence || passed - _shown < Step)
        {
            return;
        }

        _shown = passed;
        _isVisible = true;
        var done = _before + read;
        var rate = done / Math.Max(0.001, passed.TotalSeconds);
        var text = _total is { } total && total > 0 && done <= total
            ? string.Create(CultureInfo.InvariantCulture, $"{Bar((double)done / total)} {done * 100 / total} %  {rate / 1e6:0} MB/s  {TimeSpan.FromSeconds((total - done) / Math.Max(1, rate)):m\\:ss} left")
            : string.Create(CultureInfo.InvariantCulture, $"{done / 1e6:0} MB  {rate / 1e6:0} MB/s");
        _session.Error.Writer.Write($"\r\u001b[K{text}");
        _session.Error.Writer.Flush();
    }

    public void Ended(LogSource source) => _before += source.Length ?? 0;

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_isVisible)
        {
            _session.Error.Writer.Write("\r\u001b[K");
            _isVisible = false;
        }
    }

    public void Dispose() => Clear();

    private static string Bar(double part)
    {
        var full = (int)(part * 24);
        return new string('━', full) + new string('╌', 24 - full);
    }
}
