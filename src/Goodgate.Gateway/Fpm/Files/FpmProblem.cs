using System.Text;

namespace Goodgate.Gateway.Fpm.Files;

/// <summary>One thing that is wrong with a pool, at one line. Text is escaped for a terminal.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Rule">Name of the rule that speaks: <c>spare-servers</c>.</param>
/// <param name="Message">What is wrong and why it matters.</param>
public sealed record FpmProblem(FpmPlace Place, string Rule, string Message)
{
    /// <summary>True when FPM does not start (or reload) with it; false when it starts and yet should not run so.</summary>
    public bool IsRefused { get; init; }

    /// <summary>What was expected, or what would be better; empty when the message says it.</summary>
    public string Expected { get; init; } = "";

    /// <summary>The directive or value that was probably meant.</summary>
    public string? DidYouMean { get; init; }

    /// <summary><c>www.conf:12: error unknown-directive: unknown directive "pm.max_childen"; did you mean pm.max_children?</c></summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Place).Append(IsRefused ? ": error " : ": warning ").Append(Rule).Append(": ").Append(Message);
        if (Expected.Length > 0)
        {
            text.Append(IsRefused ? "; expected " : "; better: ").Append(Expected);
        }

        return DidYouMean is null ? text.ToString() : text.Append("; did you mean ").Append(DidYouMean).Append('?').ToString();
    }
}
