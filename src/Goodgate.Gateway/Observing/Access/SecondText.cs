using System.Globalization;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>The text of a time up to its second, kept: thousands of lines share it. Used by one thread.</summary>
/// <param name="format">Format string; the result is ASCII.</param>
internal sealed class SecondText(string format)
{
    private readonly byte[] _text = new byte[40];
    private long _second = -1;
    private int _length;

    /// <summary>The text, UTC.</summary>
    public ReadOnlySpan<byte> Of(DateTimeOffset time)
    {
        var second = time.UtcTicks / TimeSpan.TicksPerSecond;
        if (second != _second)
        {
            time.UtcDateTime.TryFormat(_text, out _length, format, CultureInfo.InvariantCulture);
            _second = second;
        }

        return _text.AsSpan(0, _length);
    }
}
