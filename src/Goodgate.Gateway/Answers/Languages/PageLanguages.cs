namespace Goodgate.Gateway.Answers.Languages;

/// <summary>The languages the built-in answers are written in.</summary>
internal static class PageLanguages
{
    /// <summary>Used when the client names none of ours (RFC 4647 §3.4 leaves the default to us).</summary>
    public const string Default = "en";

    /// <summary>Primary subtags, as looked up and as the catalogue knows them.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["en", "es", "de", "fr", "zh"];

    /// <summary>Words of a language of <see cref="Codes"/>; English for any other.</summary>
    public static PageWords For(string code) => code switch
    {
        "es" => Spanish.Words,
        "de" => German.Words,
        "fr" => French.Words,
        "zh" => Chinese.Words,
        _ => English.Words,
    };
}
