namespace Goodgate.EndToEnd.WordPress;

/// <summary>The tests that share one WordPress. They run one after the other: some of them stop it.</summary>
[CollectionDefinition(Name)]
public sealed class WordPressTests : ICollectionFixture<WordPressSite>
{
    public const string Name = "WordPress";
}
