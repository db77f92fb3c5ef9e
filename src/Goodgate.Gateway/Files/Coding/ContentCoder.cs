namespace Goodgate.Gateway.Files.Coding;

/// <summary>Compresses one response, piece by piece.</summary>
internal abstract class ContentCoder : IDisposable
{
    /// <summary>What came out so far and was not taken.</summary>
    public CodedPieces Out { get; } = new();

    /// <summary>A coder for <c>br</c> or <c>gzip</c>.</summary>
    public static ContentCoder For(string coding) => coding == "br" ? new BrotliCoder() : new GzipCoder();

    /// <summary>Takes a piece in; after the last one all is in <see cref="Out"/>.</summary>
    public abstract void Add(ReadOnlySpan<byte> content, bool last);

    /// <summary>Puts out all that was taken in so far, so that it can be read before more comes.</summary>
    public abstract void Flush();

    public virtual void Dispose() => Out.Dispose();
}
