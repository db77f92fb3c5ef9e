namespace Goodgate.Gateway.Data;

/// <summary>A data folder that cannot be used; the message names it, the reason and the remedy.</summary>
public sealed class DataFolderException(string folder, string why) : Exception($"the data folder {folder} cannot be used: {why}");
