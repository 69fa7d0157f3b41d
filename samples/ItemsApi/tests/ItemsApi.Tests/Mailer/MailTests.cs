namespace ItemsApi.Tests;

public sealed class MailTests
{
    [Fact]
    public void ForNewItem_LineBreaksInTheName_MakeNoHeaders()
    {
        var mail = Mail.ForNewItem(new Item(7, "lamp\r\nBcc: all@example.org\u2028x", null, default), "a@example.org");

        Assert.Equal("New item 7: lamp  Bcc: all@example.org x", mail.Subject);
        Assert.Equal("item-00000007", mail.Id);
    }
}
