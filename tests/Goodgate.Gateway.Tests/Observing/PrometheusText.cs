using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Goodgate.Gateway.Tests.Observing;

/// <summary>A strict reader of the text format 0.0.4 and of the part of OpenMetrics 1.0 that is used: what it does not know is an error.</summary>
internal sealed partial class PrometheusText
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _helps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);
    private readonly bool _openMetrics;
    private string _family = "";

    private PrometheusText(bool openMetrics) => _openMetrics = openMetrics;

    /// <summary>Samples by name with labels as written.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    public IReadOnlyDictionary<string, string> Types => _types;

    public double this[string sample] => _samples[sample];

    public static PrometheusText Parse(string text, bool openMetrics)
    {
        var parsed = new PrometheusText(openMetrics);
        text.ShouldEndWith("\n");
        var lines = text[..^1].Split('\n');
        if (openMetrics)
        {
            lines[^1].ShouldBe("# EOF");
            lines = lines[..^1];
        }

        foreach (var line in lines)
        {
            parsed.Take(line);
        }

        parsed.CheckHistograms();
        return parsed;
    }

    private void Take(string line)
    {
        if (line.StartsWith("# HELP ", StringComparison.Ordinal))
        {
            var name = line["# HELP ".Length..].Split(' ')[0];
            _helps.Add(name).ShouldBeTrue($"second HELP: {line}");
            line.Length.ShouldBeGreaterThan($"# HELP {name} ".Length);
        }
        else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
        {
            var parts = line.Split(' ');
            parts.Length.ShouldBe(4, line);
            new[] { "counter", "gauge", "histogram" }.ShouldContain(parts[3]);
            _helps.ShouldContain(parts[2], "TYPE without HELP");
            _types.TryAdd(parts[2], parts[3]).ShouldBeTrue($"second TYPE: {line}");
            _family = parts[2];
        }
        else
        {
            TakeSample(line);
        }
    }

    private void TakeSample(string line)
    {
        var match = SampleLine().Match(line);
        match.Success.ShouldBeTrue($"not a sample: {line}");
        var name = match.Groups["name"].Value;
        AllowedNames().ShouldContain(name, $"outside its family {_family}: {line}");
        var labels = ParseLabels(match.Groups["labels"].Value);
        labels.Select(one => one.Key).Distinct().Count().ShouldBe(labels.Count, $"label twice: {line}");
        var value = match.Groups["value"].Value switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            var number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        if (_types[_family] == "counter")
        {
            value.ShouldBeGreaterThanOrEqualTo(0);
        }

        _samples.TryAdd(Key(name, labels), value).ShouldBeTrue($"series twice: {line}");
    }

    private string[] AllowedNames() => _types[_family] switch
    {
        "histogram" => [_family + "_bucket", _family + "_sum", _family + "_count"],
        "counter" when _openMetrics => [_family + "_total"],
        "counter" => _family.EndsWith("_total", StringComparison.Ordinal) ? [_family] : [],
        _ => [_family],
    };

    private static List<KeyValuePair<string, string>> ParseLabels(string text)
    {
        var labels = new List<KeyValuePair<string, string>>();
        var at = 0;
        while (at < text.Length)
        {
            var match = LabelStart().Match(text, at);
            match.Success.ShouldBeTrue($"not a label: {text[at..]}");
            at += match.Length;
            var value = new StringBuilder();
            for (; text[at] != '"'; at++)
            {
                value.Append(text[at] == '\\' ? Unescape(text[++at]) : text[at]);
            }

            labels.Add(new(match.Groups["name"].Value, value.ToString()));
            at++;
            if (at < text.Length)
            {
                text[at++].ShouldBe(',');
            }
        }

        return labels;
    }

    private static char Unescape(char c) => c switch
    {
        '\\' or '"' => c,
        'n' => '\n',
        _ => throw new FormatException($"\\{c} is no escape"),
    };

    private void CheckHistograms()
    {
        foreach (var (family, _) in _types.Where(type => type.Value == "histogram"))
        {
            var buckets = _samples.Where(one => one.Key.StartsWith(family + "_bucket{le=", StringComparison.Ordinal)).Select(one => one.Value).ToArray();
            buckets.ShouldNotBeEmpty();
            buckets.ShouldBe([.. buckets.Order()]);
            _samples[Key(family + "_bucket", [new("le", "+Inf")])].ShouldBe(_samples[family + "_count"]);
        }
    }

    private static string Key(string name, List<KeyValuePair<string, string>> labels) =>
        labels.Count == 0 ? name : $"{name}{{{string.Join(',', labels.Select(one => $"{one.Key}={one.Value}"))}}}";

    [GeneratedRegex("^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?<labels>([^\"}]|\"([^\"\\\\]|\\\\.)*\")+)\\})? (?<value>[^ ]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SampleLine();

    [GeneratedRegex("\\G(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelStart();
}
