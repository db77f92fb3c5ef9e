namespace Goodgate.Lab;

/// <summary>A request that arrived at a lab server.</summary>
/// <param name="Method">As received, printable, at most 64 characters.</param>
/// <param name="Target">As received, printable, at most 256 characters.</param>
/// <param name="RequestId">Value of X-Request-Id; null when absent.</param>
public sealed record SeenRequest(string Method, string Target, string? RequestId)
{
    /// <summary><c>POST /orders</c>.</summary>
    public override string ToString() => $"{Method} {Target}";
}
