using System.Globalization;
using System.Text;

namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>
/// Writes metrics for Prometheus: its text format 0.0.4, or OpenMetrics 1.0.0. They differ in the names of counter families, in how bounds are
/// written, and in the end mark.
/// </summary>
public sealed class Exposition(bool openMetrics)
{
    private readonly StringBuilder _text = new(16 * 1024);
    private string _name = "";

    /// <summary>The media type of <see cref="ToString"/>.</summary>
    public string ContentType => openMetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Begins a family of counters; samples get the name with <c>_total</c>.</summary>
    /// <param name="name">Name without <c>_total</c>.</param>
    /// <param name="help">One sentence.</param>
    public Exposition Counter(string name, string help) => Family(openMetrics ? name : name + "_total", "counter", help, name + "_total");

    /// <summary>Begins a family of gauges.</summary>
    public Exposition Gauge(string name, string help) => Family(name, "gauge", help, name);

    /// <summary>One sample of the family begun last.</summary>
    public Exposition Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        Line(_name, labels, default, Number(value));
        return this;
    }

    /// <summary>A family with one histogram.</summary>
    public Exposition Histogram(string name, string help, Histogram histogram)
    {
        Family(name, "histogram", help, name);
        var count = 0L;
        for (var i = 0; i <= histogram.Bounds.Count; i++)
        {
            count += histogram.Count(i);
            Line(name + "_bucket", [], ("le", i < histogram.Bounds.Count ? Bound(histogram.Bounds[i]) : "+Inf"), Number(count));
        }

        Line(name + "_sum", [], default, Number(histogram.Sum));
        Line(name + "_count", [], default, Number(count));
        return this;
    }

    /// <summary>The whole text.</summary>
    public override string ToString() => openMetrics ? _text + "# EOF\n" : _text.ToString();

    private Exposition Family(string family, string type, string help, string sample)
    {
        _text.Append("# HELP ").Append(family).Append(' ').Append(EscapedHelp(help)).Append('\n');
        _text.Append("# TYPE ").Append(family).Append(' ').Append(type).Append('\n');
        _name = sample;
        return this;
    }

    private void Line(string name, ReadOnlySpan<(string Name, string Value)> labels, (string Name, string Value) last, string value)
    {
        _text.Append(name);
        var separator = '{';
        foreach (var (label, labelValue) in labels)
        {
            Label(ref separator, label, labelValue);
        }

        if (last.Name is not null)
        {
            Label(ref separator, last.Name, last.Value);
        }

        _text.Append(separator == '{' ? " " : "} ").Append(value).Append('\n');
    }

    private void Label(ref char separator, string name, string value)
    {
        _text.Append(separator).Append(name).Append("=\"").Append(EscapedLabel(value)).Append('"');
        separator = ',';
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    // OpenMetrics wants bounds as floats ("1.0"), so that the label is the same whoever writes it.
    private string Bound(double value) => openMetrics && value == Math.Floor(value) ? value.ToString("0.0", CultureInfo.InvariantCulture) : Number(value);

    private string EscapedHelp(string text)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return openMetrics ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    // Names of sites and servers come from settings: any character may be in them.
    private static string EscapedLabel(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\r", "\\\\r", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
