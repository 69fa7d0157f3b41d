using System.Text.Json;

namespace DeviceGateway;

/// <summary>One file, which is replaced as a whole: whoever is killed in between leaves the old one.</summary>
internal sealed class FileConfigurationDisk(string path) : IConfigurationDisk
{
    public async Task<StoredConfiguration?> LoadAsync(CancellationToken cancellationToken) => File.Exists(path)
        ? JsonSerializer.Deserialize(await File.ReadAllBytesAsync(path, cancellationToken), GatewayJson.Plain.StoredConfiguration)
        : null;

    public async Task SaveAsync(StoredConfiguration configuration, CancellationToken cancellationToken)
    {
        string next = path + ".next";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(configuration, GatewayJson.Plain.StoredConfiguration), cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
