using System.Text.RegularExpressions;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Tests.Catalogue;

/// <summary>The English words of the catalogue.</summary>
public partial class CauseTextTests
{
    /// <summary>Words in capitals a reader replaces; the document explains them.</summary>
    private static readonly string[] Placeholders = ["HOST", "PORT", "SOCKET", "NAME", "URL", "LOG", "SCRIPT", "REFERENCE", "FILE"];

    /// <summary>Words in capitals that belong to a command.</summary>
    private static readonly string[] CommandWords =
    [
        "GET", "HEAD", "HTTP", "AAAA", "EDE", "END", "AVC", "WORKER", "TIMEOUT", "HARAKIRI",
        "SCRIPT_FILENAME", "SCRIPT_NAME", "REQUEST_METHOD", "URI",
    ];

    /// <summary>Words an owner who is no engineer does not know.</summary>
    private static readonly string[] EngineersWords =
    [
        "errno", "SYN", "RST", "FIN", "EOF", "RCODE", "ALPN", "SNI", "TLS", "TCP", "FPM", "nginx", "handshake", "backlog", "upstream's", "octet", "RFC",
    ];

    private static readonly Dictionary<string, Func<CauseText, string>> Fields = new(StringComparer.Ordinal)
    {
        ["title"] = text => text.Title,
        ["visitor"] = text => text.Visitor,
        ["owner"] = text => text.Owner,
        ["meaning"] = text => text.Meaning,
        ["what you see"] = text => text.WhatYouSee,
        ["who must act"] = text => text.WhoMustAct,
        ["command"] = text => text.Command,
    };

    public static TheoryData<string, int, int> Lengths { get; } = new()
    {
        { "title", 15, 60 },
        { "visitor", 60, 240 },
        { "owner", 80, 400 },
        { "meaning", 120, 600 },
        { "what you see", 100, 500 },
        { "who must act", 40, 400 },
        { "command", 10, 300 },
    };

    public static TheoryData<string> FieldNames { get; } = [.. Fields.Keys];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Text_has_a_length_somebody_reads(string field, int least, int most) =>
        Causes.All.Where(cause => Fields[field](cause.Text).Length < least || Fields[field](cause.Text).Length > most)
            .Select(cause => $"{cause.Id}: {Fields[field](cause.Text).Length}")
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void No_two_causes_share_a_text(string field) =>
        Causes.All.GroupBy(cause => Fields[field](cause.Text), StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => string.Join(", ", group.Select(cause => cause.Id)))
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Texts_of_one_cause_differ_and_are_trimmed_single_lines(string id)
    {
        var texts = Fields.Values.Select(field => field(Causes.Get(id).Text)).Concat(Causes.Get(id).Text.FirstSteps).ToList();
        texts.ShouldBeUnique();
        texts.ShouldAllBe(text => text.Length > 0 && text == text.Trim() && !text.Any(char.IsControl) && !text.Contains("  ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Sentences_end_and_the_title_does_not(string id)
    {
        var text = Causes.Get(id).Text;
        text.Title.ShouldNotEndWith(".");
        string[] sentences = [text.Visitor, text.Owner, text.Meaning, text.WhatYouSee, text.WhoMustAct, .. text.FirstSteps];
        sentences.ShouldAllBe(sentence => sentence.EndsWith('.') || sentence.EndsWith('?') || sentence.EndsWith(".)", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void There_are_two_to_six_first_steps(string id)
    {
        var steps = Causes.Get(id).Text.FirstSteps;
        steps.Count.ShouldBeInRange(2, 6);
        steps.ShouldAllBe(step => step.Length >= 20 && step.Length <= 240);
    }

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Owner_text_needs_no_engineer(string id) =>
        EngineersWords.Where(word => Regex.IsMatch(Causes.Get(id).Text.Owner, $@"\b{Regex.Escape(word)}\b", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Command_has_only_known_placeholders(string id) =>
        Capitals().Matches(Causes.Get(id).Text.Command).Select(match => match.Value).Except(Placeholders).Except(CommandWords).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Quotes_of_a_command_are_closed(string id)
    {
        var open = '\0';
        foreach (var letter in Causes.Get(id).Text.Command)
        {
            if (open == '\0' && letter is '\'' or '"')
            {
                open = letter;
            }
            else if (letter == open)
            {
                open = '\0';
            }
        }

        open.ShouldBe('\0');
    }

    /// <summary>Whole words of three or more capitals; words with a hyphen (header names) have small letters and do not match.</summary>
    [GeneratedRegex("(?<![A-Za-z0-9_-])[A-Z][A-Z_]{2,}(?![A-Za-z0-9_-])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Capitals();
}
