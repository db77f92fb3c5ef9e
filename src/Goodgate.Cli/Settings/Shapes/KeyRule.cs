namespace Goodgate.Cli.Settings.Shapes;

internal enum KeyRuleKind
{
    /// <summary>One of them, and no more.</summary>
    ExactlyOne,

    /// <summary>One of them, or none.</summary>
    AtMostOne,

    /// <summary>All of them, or none.</summary>
    Together,

    /// <summary>One of them, or more.</summary>
    AtLeastOne,
}

/// <summary>How keys of one map depend on each other; checked by the reader and written into the schema.</summary>
internal sealed record KeyRule(KeyRuleKind Kind, params IReadOnlyList<string> Keys)
{
    public string Words => Kind switch
    {
        KeyRuleKind.ExactlyOne => "exactly one of " + string.Join(", ", Keys),
        KeyRuleKind.AtMostOne => "at most one of " + string.Join(", ", Keys),
        KeyRuleKind.AtLeastOne => "at least one of " + string.Join(", ", Keys),
        _ => string.Join(" and ", Keys) + " together",
    };

    public bool Holds(int present) => Kind switch
    {
        KeyRuleKind.ExactlyOne => present == 1,
        KeyRuleKind.AtMostOne => present <= 1,
        KeyRuleKind.AtLeastOne => present > 0,
        _ => present == 0 || present == Keys.Count,
    };
}
