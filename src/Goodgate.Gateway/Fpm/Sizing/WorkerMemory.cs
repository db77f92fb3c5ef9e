namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>Memory of the pool's workers, measured.</summary>
/// <param name="Workers">How many were measured.</param>
/// <param name="Largest">Bytes of the largest one.</param>
/// <param name="Total">Bytes of all of them.</param>
/// <param name="IsShared">True when each shared page was counted for its share (PSS); false when shared pages were left out (RSS less shared).</param>
public sealed record WorkerMemory(int Workers, long Largest, long Total, bool IsShared)
{
    /// <summary>Bytes of one on average.</summary>
    public long Average => Total / Workers;

    /// <summary><c>PSS</c> or <c>RSS less shared</c>.</summary>
    public string Method => IsShared ? "PSS" : "RSS less shared";
}
