using System.Net.Mail;

namespace ItemsApi.Tests;

public sealed class SmtpTransportTests
{
    [Fact]
    public async Task Send_ServerListens_MailArrives()
    {
        using var server = new SmtpServerStub();
        Task<IReadOnlyList<string>> taken = server.TakeOneAsync(TestContext.Current.CancellationToken);

        await using (var smtp = new SmtpTransport(server.Host))
        {
            await smtp.SendAsync(new Mail("one", "a@example.org", "First", "body text"), TestContext.Current.CancellationToken);
        }

        IReadOnlyList<string> lines = await taken;
        Assert.Contains("RCPT TO:<a@example.org>", lines);
        Assert.Contains(lines, line => line.StartsWith("Subject: ", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("body text", lines);
    }

    [Fact]
    public async Task Send_NobodyListens_Throws()
    {
        SmtpHost host;
        using (var server = new SmtpServerStub())
        {
            host = server.Host;
        }

        await using var smtp = new SmtpTransport(host);

        await Assert.ThrowsAsync<SmtpException>(() =>
            smtp.SendAsync(new Mail("one", "a@example.org", "First", "body"), TestContext.Current.CancellationToken));
    }
}
