using System.Text;

namespace ImageStore;

/// <summary>A directory for each account, a file for each image. The file system has the rules already: no name is there twice, and a
/// rename happens or does not.</summary>
internal sealed class DirectoryShelf(string root) : IShelf, IDisposable
{
    private const string Extension = ".image";
    private FileStream? _lock;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Image>>> LoadAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);

        // Held until the program ends: two stores on one directory would each not see what the other keeps.
        _lock ??= new FileStream(Path.Combine(root, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var accounts = new Dictionary<string, IReadOnlyList<Image>>(StringComparer.Ordinal);
        foreach (string directory in Directory.EnumerateDirectories(root))
        {
            var images = new List<Image>();
            foreach (string file in Directory.EnumerateFiles(directory, "*" + Extension))
            {
                images.Add(Image.Of(await File.ReadAllTextAsync(file, cancellationToken)));
            }

            accounts.Add(AccountOf(Path.GetFileName(directory)), images);
        }

        return accounts;
    }

    /// <inheritdoc/>
    public Task OpenAsync(string account, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(DirectoryOf(account));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task PutAsync(string account, Image image, CancellationToken cancellationToken)
    {
        string file = FileOf(account, image.Id);
        string unfinished = file + ".unfinished";
        await File.WriteAllTextAsync(unfinished, image.Content, cancellationToken);
        File.Move(unfinished, file, overwrite: true);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string account, ImageId id, CancellationToken cancellationToken)
    {
        File.Delete(FileOf(account, id));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    // A person's name may hold whatever a file name may not.
    private string DirectoryOf(string account) => Path.Combine(root, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(account)));

    private string FileOf(string account, ImageId id) => Path.Combine(DirectoryOf(account), id.Text + Extension);

    private static string AccountOf(string directory) => Encoding.UTF8.GetString(Convert.FromHexString(directory));
}
