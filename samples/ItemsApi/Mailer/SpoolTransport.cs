using System.Text;

namespace ItemsApi;

/// <summary>Writes each mail into a file of its own. The file appears under its name only when it is whole.</summary>
/// <remarks>A mail is sent once at most, so it is not flushed to the disk: a loss of power may cost a mail that was just written. The
/// directories are made by the first mail, not at the start: a spool that cannot be written is a trouble of the mailer and must not
/// keep the API from starting.</remarks>
internal sealed class SpoolTransport(string directory) : IMailTransport
{
    private readonly string _unfinished = Path.Combine(directory, "tmp");

    /// <inheritdoc/>
    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_unfinished);
        string unfinished = Path.Combine(_unfinished, $"{mail.Id}.eml");
        await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(mail.ToText()), cancellationToken);
        }

        File.Move(unfinished, Path.Combine(directory, $"{mail.Id}.eml"), overwrite: true);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
