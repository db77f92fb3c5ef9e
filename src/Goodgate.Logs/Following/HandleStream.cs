using Goodgate.Logs.Reading;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>An open file from its beginning. Its name may be another file's by now: logrotate renames a whole row of them.</summary>
internal sealed class HandleStream(SafeFileHandle file) : ForwardStream
{
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        var count = RandomAccess.Read(file, buffer, _at);
        _at += count;
        return count;
    }
}
