using Goodgate.Logs.Judging;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Peeling;
using Goodgate.Logs.Systems;

namespace Goodgate.Logs.Tests;

/// <summary>One line, read and judged by itself.</summary>
internal static class Judged
{
    /// <summary>The day after the samples.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static LineContext Context { get; } = new() { Now = Now };

    /// <summary>What the line says; null when no format knows it.</summary>
    public static Sighting? Line(string text, string? fields = null) =>
        LineReaders.Read(Peeler.Peel(text, Context with { Fields = fields is null ? null : W3cColumns.Header(fields) }));

    /// <summary>The cause's id; <c>none</c> when the line states no failure, <c>unknown</c> when no format knows it.</summary>
    public static string Cause(string text, string? fields = null) => Line(text, fields) switch
    {
        null => "unknown",
        { IsFailure: false } => "none",
        { } seen => LineVerdict.Of(seen).Cause.Id,
    };
}
