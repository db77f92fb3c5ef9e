using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>php.ini and the files of conf.d behind it, later ones over earlier ones.</summary>
internal sealed class PhpIniFiles
{
    // Debian's php.ini has 73 KB.
    private const int MostBytes = 1024 * 1024;
    private const int MostFiles = 200;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FpmPlace> _places = new(StringComparer.Ordinal);

    /// <param name="folder">The folder that holds php.ini.</param>
    public PhpIniFiles(string folder)
    {
        var main = Path.Combine(folder, "php.ini");
        IsFound = Take(main);
        if (IsFound && Directory.Exists(Path.Combine(folder, "conf.d")))
        {
            foreach (var file in Names(Path.Combine(folder, "conf.d")))
            {
                Take(file);
            }
        }
    }

    /// <summary>False when there is no php.ini to read: then nothing is known.</summary>
    public bool IsFound { get; }

    public bool LoadsOpcache { get; private set; }

    public IReadOnlyDictionary<string, FpmPlace> Places => _places;

    public string? Value(string name) => _values.GetValueOrDefault(name);

    private static List<string> Names(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.ini").Order(StringComparer.Ordinal).Take(MostFiles)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private bool Take(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= MostBytes })
            {
                return false;
            }

            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (IniLine.Read(line) is { Name: { } name, Problem: null } entry)
                {
                    LoadsOpcache |= name == "zend_extension" && Path.GetFileNameWithoutExtension(entry.Value) is "opcache" or "php_opcache";
                    _values[name] = entry.Value;
                    _places[name] = new FpmPlace(path, number);
                }
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
