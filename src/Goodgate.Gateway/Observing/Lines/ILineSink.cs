namespace Goodgate.Gateway.Observing.Lines;

/// <summary>Where lines of one kind go, and how they look. Written to by one thread at a time; <see cref="Format"/> and <see cref="Reopen"/> are called from any.</summary>
/// <typeparam name="T">What becomes a line.</typeparam>
public interface ILineSink<in T> : IDisposable
{
    /// <summary>What and where, for sentences: <c>access log /var/log/goodgate/access.log</c>.</summary>
    string Name { get; }

    /// <summary>Makes one line with its line feed.</summary>
    void Format(T item, LineBuffer lines);

    /// <summary>Keeps whole lines.</summary>
    /// <returns>Null when written; else what went wrong, and nothing of them stays.</returns>
    string? Write(ReadOnlySpan<byte> lines);

    /// <summary>Opens the file anew before the next write.</summary>
    void Reopen();

    /// <summary>What a loss means, for a sentence.</summary>
    /// <param name="since">Lines lost since the last sentence.</param>
    /// <param name="all">Lines lost since the start.</param>
    string Loss(long since, long all);
}
