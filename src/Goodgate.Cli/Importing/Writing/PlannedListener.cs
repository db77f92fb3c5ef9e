namespace Goodgate.Cli.Importing.Writing;

/// <summary>A listener to be written.</summary>
/// <param name="Url">Such as <c>https://*:443</c>.</param>
internal sealed record PlannedListener(string Url)
{
    /// <summary>Certificate and key, the default first.</summary>
    public List<(string Cert, string Key)> Certificates { get; } = [];
}
