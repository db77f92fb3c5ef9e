using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Docs;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>Broken files of every kind, made from a good one by a seeded generator: never an exception, always a problem with a place.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Pieces =
        [":", "- ", "[", "]", "{", "}", "\"", "'", "\t", "  ", "\n", "#", "&a ", "*a", "*", "!!x ", "${", "${A}", "}", "$$", "|", ">", "---\n", "...\n", "%YAML 1.1\n", "? ", "~", "\0", "\u0085", "\u2028", "\uFEFF", "\uD83D", "é", "<<: ", "0", "99999999999999999999", "-1"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_thousand_mutations_never_throw(int seed)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var round = 0; round < 1000; round++)
        {
            var text = SettingsSamples.Full;
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                text = Mutate(text, random);
            }

            var result = SettingsFile.Parse(text, "f", Samples.Environment);
            (result.Settings is null).ShouldBe(result.Problems.Count > 0, text);
            if (result.Settings is { } settings)
            {
                SettingsLint.Check(settings, result.Effective).ShouldAllBe(w => w.Severity == ProblemSeverity.Warning);
                continue;
            }

            refused++;
            var lines = text.Count(c => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029') + 1;
            result.Problems.ShouldAllBe(p => p.Line >= 0 && p.Line <= lines && p.Message.Length > 0 && !p.ToString().Any(char.IsControl), text);
        }

        refused.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void No_prefix_of_a_good_file_throws()
    {
        for (var length = 0; length < SettingsSamples.Full.Length; length += 3)
        {
            var result = SettingsFile.Parse(SettingsSamples.Full[..length], "f", Samples.Environment);
            (result.Settings is null).ShouldBe(result.Problems.Count > 0);
        }
    }

    private static string Mutate(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 12), text.Length - at);
        switch (random.Next(5))
        {
            case 0:
                return text.Remove(at, length);
            case 1:
                return text.Insert(at, Pieces[random.Next(Pieces.Length)]);
            case 2:
                return text.Insert(random.Next(text.Length + 1), text.Substring(at, length));
            case 3:
                var lines = text.Split('\n').ToList();
                lines.Insert(random.Next(lines.Count), lines[random.Next(lines.Count)]);
                return string.Join('\n', lines);
            default:
                return string.Concat(text.AsSpan(0, at), ((char)random.Next(1, 0x180)).ToString(), text.AsSpan(Math.Min(at + 1, text.Length)));
        }
    }
}
