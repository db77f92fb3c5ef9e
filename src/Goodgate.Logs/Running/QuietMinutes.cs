using System.Text;
using Goodgate.Logs.Access;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Running;

/// <summary>Counts requests by minute. Lines of one minute follow each other, so the date is read once for all of them.</summary>
internal sealed class QuietMinutes(Dictionary<DateTimeOffset, long> counts)
{
    private readonly byte[] _minute = new byte[AccessScan.MinuteLength];
    private DateTimeOffset _current;
    private bool _hasCurrent;

    /// <param name="line">An access line.</param>
    /// <param name="stamp">Place of its time; -1 when unknown.</param>
    public void Add(ReadOnlySpan<byte> line, int stamp)
    {
        if (stamp < 0)
        {
            Count(DateTimeOffset.MinValue);
            return;
        }

        var minute = line.Slice(stamp, AccessScan.MinuteLength);
        if (!_hasCurrent || !minute.SequenceEqual(_minute))
        {
            minute.CopyTo(_minute);
            _hasCurrent = true;
            _current = LogTimes.Common(Encoding.ASCII.GetString(line.Slice(stamp, 26))).Utc is { } time ? Minute(time) : DateTimeOffset.MinValue;
        }

        Count(_current);
    }

    public static DateTimeOffset Minute(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private void Count(DateTimeOffset minute) => System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, minute, out _)++;
}
