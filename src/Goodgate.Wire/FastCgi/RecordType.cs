namespace Goodgate.Wire.FastCgi;

/// <summary>Types of records (FastCGI 1.0 §8, the header file's FCGI_ names).</summary>
public enum RecordType : byte
{
    BeginRequest = 1,
    AbortRequest = 2,
    EndRequest = 3,
    Params = 4,
    StandardInput = 5,
    StandardOutput = 6,
    StandardError = 7,
    Data = 8,
    GetValues = 9,
    GetValuesResult = 10,
    UnknownType = 11,
}
