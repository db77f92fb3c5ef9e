using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>A code or message of another gateway, and the cause it stands for.</summary>
/// <param name="System">Who writes it: <c>nginx</c>, <c>haproxy</c>, <c>cloudflare</c>, …</param>
/// <param name="Code">The code as that system writes it, or a short name for its message. A final <c>*</c> stands for any ending.</param>
/// <param name="CauseId">Id of the catalogue.</param>
/// <param name="Meaning">What that system says by it; messages are quoted.</param>
/// <param name="AlsoPossible">What it cannot be told from, and what would decide; null when it names the cause alone.</param>
/// <param name="Party">Who must act when this code says it is not the cause's default; null = the default.</param>
public sealed record ForeignCode(string System, string Code, string CauseId, string Meaning, string? AlsoPossible = null, Party? Party = null)
{
    /// <summary><c>haproxy:SH</c>.</summary>
    public override string ToString() => $"{System}:{Code}";
}
