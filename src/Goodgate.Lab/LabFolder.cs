namespace Goodgate.Lab;

/// <summary>The folder for sockets and the CA file; a temporary one is deleted at the end.</summary>
internal sealed class LabFolder : IDisposable
{
    private readonly bool _temporary;
    private readonly List<string> _written = [];

    private LabFolder(string path, bool temporary)
    {
        Path = path;
        _temporary = temporary;
    }

    public string Path { get; }

    public static LabFolder Open(string? path)
    {
        try
        {
            return path is null
                ? new LabFolder(Directory.CreateTempSubdirectory("goodgate-lab-").FullName, temporary: true)
                : new LabFolder(Directory.CreateDirectory(path).FullName, temporary: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LabException(
                $"folder {path ?? System.IO.Path.GetTempPath()}: cannot be made: {LabTrouble.Words(e)}. Expected a folder that can be made and written; choose another.", e);
        }
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text)
    {
        try
        {
            File.WriteAllText(PathOf(name), text);
            _written.Add(PathOf(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LabException($"{PathOf(name)}: cannot be written: {LabTrouble.Words(e)}. Expected a folder that can be written; choose another.", e);
        }
    }

    public void Dispose()
    {
        try
        {
            _written.ForEach(File.Delete);
            if (_temporary)
            {
                Directory.Delete(Path, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else removed it, or holds it: nothing of ours depends on it any more.
        }
    }
}
