using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Tests.Importing;

/// <summary>Broken files of every kind, made from good ones by a seeded generator: a sentence with a place or a result, and settings that are always readable.</summary>
public sealed class ImportFuzzTests
{
    private static readonly string[] Pieces =
        ["{", "}", ";", "\"", "'", "`", "\\", "\n", "#", "$", "${", "{$", "<", "</", ">", "<VirtualHost *:80>", "</VirtualHost>", "include conf;", "Include conf", "import conf", "import (x)", "(x) {", "<<END", "content_by_lua_block {", "--[[", "server", "location", "upstream", "backend b", "proxy_pass http://", "reverse_proxy", "ProxyPass /", "timeout server 99999999999999", ":", "/", "=", "%", "@a", "*", "\t", "\r\n", "\u2028", "\uFEFF", "é", "\u001b[31m", "99999999999999999999", "-1", "../..", "unix:", "balancer://", "https://[::1", "{args[0]}"];

    [Theory]
    [InlineData("nginx", 1)]
    [InlineData("apache", 2)]
    [InlineData("haproxy", 3)]
    [InlineData("caddy", 4)]
    public void Mutations_never_throw_anything_but_a_sentence(string system, int seed)
    {
        var random = new Random(seed);
        var samples = ImportSamples.All.Where(one => one.System == system).Select(one => ImportSamples.Text(system, Path.GetFileName(one.Path))).ToList();
        var read = 0;
        for (var round = 0; round < 800; round++)
        {
            var text = samples[random.Next(samples.Count)] + samples[random.Next(samples.Count)];
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                text = Mutate(text, random);
            }

            read += Reads(system, text) ? 1 : 0;
        }

        read.ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("apache")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public void Every_sample_gives_readable_settings(string system)
    {
        foreach (var (_, path) in ImportSamples.All.Where(one => one.System == system))
        {
            Reads(system, ImportSamples.Text(system, Path.GetFileName(path))).ShouldBeTrue(path);
        }
    }

    private static bool Reads(string system, string text)
    {
        try
        {
            var result = ImportSamples.Import(system, text);
            result.Findings.ShouldAllBe(one => !(one.What + one.Better).Any(c => char.IsControl(c) && c != '\n'));
            var plan = result.Convert();
            PlanCheck.Run(plan);
            plan.Gaps.ShouldAllBe(gap => !(gap.What + gap.Instead).Any(char.IsControl));
            if (plan.IsUseful)
            {
                SettingsFile.Parse(PlanText.Of(plan, system, "conf"), "goodgate.yaml", _ => null).Problems.Select(one => one.ToString()).ShouldBeEmpty(text + "\n----\n" + PlanText.Of(plan, system, "conf"));
            }

            return true;
        }
        catch (UnreadableConfig told)
        {
            told.Message.Any(char.IsControl).ShouldBeFalse(text);
            told.Expected.Length.ShouldBeGreaterThan(0);
            return false;
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
