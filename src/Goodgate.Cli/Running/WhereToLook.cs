using Goodgate.Cli.Explaining;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Running;

/// <summary>Where a reader of the report finds more.</summary>
/// <param name="Admin">The admin port's URL; null when there is none.</param>
/// <param name="HasLog">True when an access log is written.</param>
/// <param name="Data">The data folder; null when there is none.</param>
internal sealed record WhereToLook(string? Admin, bool HasLog, string? Data = null)
{
    /// <summary>The command that shows a request; null when nothing could answer it.</summary>
    public string? Explain(string id) => (Admin, Data) switch
    {
        (null, null) => null,
        (null, { } folder) => $"goodgate explain {Evidence.Printable(id)} --data {Typed(folder)}",
        _ => $"goodgate explain {Evidence.Printable(id)}{(Authority == RequestPlaces.UsualAdmin && RequestPlaces.LooksLikeId(id) ? "" : $" --admin {Authority}")}",
    };

    /// <summary><c>; see URL/api/verdicts or the access log</c>; empty when there is neither.</summary>
    public string ForTheRest
    {
        get
        {
            string[] places = [.. Admin is null ? Array.Empty<string>() : [$"{Admin}/api/verdicts"], .. HasLog ? new[] { "the access log" } : []];
            return places.Length == 0 ? "" : $"; see {string.Join(" or ", places)}";
        }
    }

    private string Authority => Admin![(Admin!.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..].TrimEnd('/');

    // As a shell takes it.
    private static string Typed(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-') ? path : $"'{Evidence.Printable(path).Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
