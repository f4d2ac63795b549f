using System.Text;

namespace MailOperator.Wire;

/// <summary>What postconf(1) of a release says of many configurations. Text is Latin-1, a character for each byte.</summary>
internal sealed class Postconf : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mailoperator-postconf-").FullName;

    /// <summary>Asks about configurations by name.</summary>
    public static async Task<Postconf> Ask(string root, IEnumerable<(string Name, byte[] Main, byte[] Master)> configurations)
    {
        var postconf = new Postconf();
        foreach (var (name, main, master) in configurations)
        {
            var folder = Directory.CreateDirectory(Path.Combine(postconf._directory, name)).FullName;
            await File.WriteAllBytesAsync(Path.Combine(folder, "main.cf"), main);
            await File.WriteAllBytesAsync(Path.Combine(folder, "master.cf"), master);
        }
        var script = Path.Combine(AppContext.BaseDirectory, "postconf.sh");
        var (status, _, error) = await Command.Run("unshare", ["--mount", "sh", script, root, postconf._directory]);
        Assert.True(status == 0, error);
        return postconf;
    }

    /// <summary>
    /// The output with options such as <c>-x -n</c>, without <c>config_directory</c>, which is there or not whatever the file says;
    /// null where postconf failed.
    /// </summary>
    public string? Output(string name, string options) => Read(name, options, "status").Trim() != "0" ? null
        : string.Concat(Read(name, options, "out").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("config_directory =", StringComparison.Ordinal)).Select(line => line + "\n"));

    /// <summary>What it warned of.</summary>
    public IReadOnlyList<string> Errors(string name, string options) =>
        Read(name, options, "err").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string Read(string name, string options, string what) => Encoding.Latin1.GetString(File.ReadAllBytes(
        Path.Combine(_directory, name, $"postconf{options.Replace(" ", "", StringComparison.Ordinal)}.{what}")));
}
