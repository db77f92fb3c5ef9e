namespace Goodgate.Gateway.Observing.Lines;

/// <summary>Decides when the loss of lines is told. A disk stays full for a while: it must be seen, and must not fill the screen.</summary>
internal sealed class LossReport(LinePace pace, TimeProvider time)
{
    private static readonly TimeSpan BetweenSentences = TimeSpan.FromMinutes(1);

    private long? _spoke;
    private long _toldLoss;
    private bool _broken;
    private bool _told;

    /// <summary>A write failed.</summary>
    public void Broken<T>(string trouble, ILineSink<T> sink, long lost, Action<string>? say)
    {
        _broken = true;
        if (pace.Repeats || !_told)
        {
            _told |= Tell(trouble, sink, lost, say);
        }
    }

    /// <summary>A write went well.</summary>
    public void Whole<T>(ILineSink<T> sink, long lost, Action<string>? say)
    {
        if (!_broken && (lost == _toldLoss || !pace.Repeats))
        {
            return;
        }

        if (Tell(_broken ? "it can be written again" : "lines came faster than they could be written", sink, lost, say))
        {
            _broken = false;
            _told = false;
        }
    }

    /// <summary>Says it, unless something was said less than a minute ago.</summary>
    public bool Tell<T>(string what, ILineSink<T> sink, long lost, Action<string>? say)
    {
        if (_spoke is { } before && time.GetElapsedTime(before) < BetweenSentences)
        {
            return false;
        }

        _spoke = time.GetTimestamp();
        var since = lost - _toldLoss;
        _toldLoss = lost;
        try
        {
            say?.Invoke($"{sink.Name}: {what}; {sink.Loss(since, lost)}");
        }
        catch (Exception)
        {
            // Whoever listens must not end the writer.
        }

        return true;
    }
}
