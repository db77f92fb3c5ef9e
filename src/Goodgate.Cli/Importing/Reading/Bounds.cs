namespace Goodgate.Cli.Importing.Reading;

/// <summary>How much of foreign settings is read. A real set of files stays far below each.</summary>
internal static class Bounds
{
    /// <summary>Bytes of one file. Lists of redirects reach hundreds of kilobytes.</summary>
    public const int File = 8 * 1024 * 1024;

    /// <summary>Bytes of all files together.</summary>
    public const int Total = 32 * 1024 * 1024;

    /// <summary>Files in all; a hosting server has one for each of its sites.</summary>
    public const int Files = 2000;

    /// <summary>Files that include each other, one within the other. nginx has no limit but the stack; Apache stops at 128.</summary>
    public const int Includes = 16;

    /// <summary>Blocks one within the other.</summary>
    public const int Depth = 64;

    /// <summary>Instructions in all.</summary>
    public const int Directives = 300_000;

    /// <summary>Characters of one word. nginx refuses more than 4,096; certificates given in place need more.</summary>
    public const int Word = 64 * 1024;

    /// <summary>Words of one instruction: lists of names reach thousands.</summary>
    public const int Words = 20_000;
}
