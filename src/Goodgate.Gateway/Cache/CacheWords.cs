namespace Goodgate.Gateway.Cache;

/// <summary>The words for results in metrics and the access log.</summary>
internal static class CacheWords
{
    private static readonly string[] Words = [.. Enum.GetValues<CacheResult>().Select(result => result.ToString().ToLowerInvariant())];

    public static string Of(CacheResult result) => Words[(int)result];
}
