using System.Reflection;
using System.Text;
using Goodgate.Gateway.Answers;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Tests.Answers;

/// <summary>Failures to render, and short ways to look at what came out.</summary>
internal static class Failures
{
    public const string Html = "text/html; charset=utf-8";
    public const string Text = "text/plain; charset=utf-8";
    public const string Problem = "application/problem+json";

    public static readonly DateTimeOffset Time = new(2026, 11, 21, 3, 9, 10, TimeSpan.FromHours(2));

    public static readonly string[] Languages = ["en", "es", "de", "fr", "zh"];

    /// <summary>Every id of the catalogue, read from its constants so that a new one is tested on the day it is added.</summary>
    public static IEnumerable<string> Causes => typeof(CauseIds)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(member => member.IsLiteral)
        .Select(member => (string)member.GetRawConstantValue()!);

    public static FailureRequest Of(string cause = CauseIds.ConnectRefused, int status = 502) => new()
    {
        CauseId = cause,
        Status = status,
        RequestId = "01JD5R8Q3V7f3a9c2e4b10",
        Time = Time,
        Accept = "text/html",
    };

    public static string BodyText(this RenderedAnswer answer) => Encoding.UTF8.GetString(answer.Body.Span);

    public static string? Field(this RenderedAnswer answer, string name) =>
        answer.Fields.SingleOrDefault(field => field.Key == name).Value;
}
