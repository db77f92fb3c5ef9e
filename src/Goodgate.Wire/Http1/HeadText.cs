using System.Buffers;

namespace Goodgate.Wire.Http1;

/// <summary>
/// The last check before text becomes bytes of a message: what could end a line, start another field or be sent as another byte would be
/// smuggling, towards a server or towards a client.
/// </summary>
internal static class HeadText
{
    public static void CheckToken(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        Refuse(text, text.AsSpan().IndexOfAnyExcept(Grammar.TokenChars), parameter);
    }

    public static void CheckValue(string text, string parameter) => CheckText(text, Grammar.NotInValueChars, parameter);

    public static void CheckTarget(string text, string parameter)
    {
        CheckText(text, Grammar.NotInTargetChars, parameter);
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
    }

    /// <summary>Index of the first character that has no byte, or -1: "?" would be sent for it, or a letter that looks like it.</summary>
    public static int IndexOfNoByte(string text) => text.AsSpan().IndexOfAnyInRange('\u0100', '\uFFFF');

    private static void CheckText(string text, SearchValues<char> refused, string parameter)
    {
        Refuse(text, text.AsSpan().IndexOfAny(refused), parameter);
        Refuse(text, IndexOfNoByte(text), parameter);
    }

    // The text itself may be a secret.
    private static void Refuse(string text, int at, string parameter)
    {
        if (at >= 0)
        {
            throw new ArgumentException($"character U+{(int)text[at]:X4} at {at} may not stand in the {parameter} of a message", parameter);
        }
    }
}
