using System.Buffers;

namespace Goodgate.Logs.Formats;

/// <summary>The messages of one format file, made quick to look up: one pass over the line says whether any can fit.</summary>
internal sealed class MessageTable
{
    /// <summary>Characters of a message that must be left of it: fewer stand in ordinary sentences.</summary>
    private const int FewestOfCut = 12;

    private readonly MessageRule[] _rules;
    private readonly SearchValues<string>? _marks;

    private MessageTable(FormatFile file)
    {
        _rules = [.. file.Rules.Where(rule => rule.IsMessage)];

        // A rule known by a pattern alone has no mark: then every line must be tried.
        _marks = _rules.All(rule => rule.Has.Count > 0) ? SearchValues.Create([.. _rules.SelectMany(rule => rule.Has[0]).Distinct(StringComparer.Ordinal)], StringComparison.Ordinal) : null;
    }

    public static MessageTable Of(string format) => new(FormatFile.Get(format));

    /// <summary>The first message of the file that fits; null when none does.</summary>
    public MessageRule? Find(string text)
    {
        if (_marks is not null && !text.AsSpan().ContainsAny(_marks))
        {
            return null;
        }

        foreach (var rule in _rules)
        {
            if (rule.Fits(text))
            {
                return rule;
            }
        }

        return null;
    }

    /// <summary>The first message that fits the system's own words, or that begins the line and fits it with what is quoted in it.</summary>
    /// <param name="own">The message without what it quotes: a visitor or a server may have chosen that.</param>
    /// <param name="whole">The message with it.</param>
    public MessageRule? Find(string own, string whole)
    {
        if (_marks is not null && !own.AsSpan().ContainsAny(_marks) && !whole.AsSpan().ContainsAny(_marks))
        {
            return null;
        }

        return Array.Find(_rules, rule => rule.Fits(own) || (rule.Begins(whole) && rule.Fits(whole)));
    }

    /// <summary>The first message that fits a text which lost its start within the message's words.</summary>
    public MessageRule? FindCut(string text) => Array.Find(_rules, rule => rule.FitsCut(text, FewestOfCut));
}
