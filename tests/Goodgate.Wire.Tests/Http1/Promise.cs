using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>What every reading must keep, whatever the bytes. Written without the readers' own grammar, so that a slip there shows.</summary>
internal static class Promise
{
    public static void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            Assert.Fail(otherwise);
        }
    }

    /// <summary>Nothing forbidden is in what was read.</summary>
    public static void CheckFields(FieldSection fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            Must(fields.Name(i).Length > 0, "a field name is empty");
            foreach (var b in fields.Name(i))
            {
                Must(b is > 0x20 and < 0x7F && !"\"(),/:;<=>?@[\\]{}"u8.Contains(b), "a field name is no token");
            }

            foreach (var b in fields.Value(i))
            {
                Must(b == '\t' || (b >= 0x20 && b != 0x7F), "a value has a forbidden byte");
            }

            var value = fields.Value(i);
            Must(value.IsEmpty || (value[0] is not (0x20 or 0x09) && value[^1] is not (0x20 or 0x09)), "a value has white space around it");
        }
    }

    /// <summary>Evidence is bounded, escaped and about bytes that are there.</summary>
    public static void CheckViolation(ReadStatus status, Violation? violation, int arrived)
    {
        Must((status == ReadStatus.Invalid) == violation is not null, "a violation and the status contradict each other");
        if (violation is not null)
        {
            Must(violation.Sample.Length <= Sample.MaxLength, "a sample is too long");
            Must(IsPlain(violation.Sample) && IsPlain(violation.Detail) && IsPlain(violation.Field ?? ""), "evidence is not escaped");
            Must(violation.Offset >= 0 && violation.Offset <= arrived, "the offset lies outside of what has arrived");
        }
    }

    private static bool IsPlain(string text) => text.All(c => c is (>= ' ' and <= '~') or '…');
}
