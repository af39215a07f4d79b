using System.Text.Json;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.BadInput;

/// <summary>Text that would be more than text elsewhere is stored as it is and comes back as data.</summary>
[Collection(nameof(FrontDesk))]
public sealed class HostileTextTests(FrontDesk desk)
{
    public static TheoryData<string> Texts =>
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "=cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd",
        "'; DROP TABLE rows; --",
        "{{7*7}} ${7*7} @(7*7)",
        "\u202Egnp.exe\u202C \u2066x\u2069",
        "Zero\u200Bwidth \uFEFF and 👩‍👩‍👧 e\u0301",
        "%00%0d%0aSet-Cookie: a=b",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task HostileText_ComesBackAsItWas(string text)
    {
        var json = JsonSerializer.Serialize(text);
        var created = await desk.Send("chen", HttpMethod.Post, Client.Changes, PlainRequest.With("title", json));
        Assert.Equal(201, created.Status);
        var emil = await desk.Product.As("emil");
        Assert.Equal(200, (await emil.Do(created.Number, "approve", new { approved = true, comments = text, conditions = new[] { text } })).Status);

        var shown = await emil.Show(created.Number);
        Assert.Equal(text, shown.Json.GetProperty("fields").GetProperty("title").GetString());
        Assert.DoesNotContain("<", shown.Body, StringComparison.Ordinal);
        var history = await emil.Get($"{Client.Changes}/{created.Number}/history");
        Assert.Contains(
            history.Json.GetProperty("history").EnumerateArray(),
            entry => entry.GetProperty("details").GetString() == $"Approved as engineering-manager: {text} – on condition: {text}");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    public async Task AnApprovalPage_ShowsMarkupAsText(string text)
    {
        var created = await desk.Send("chen", HttpMethod.Post, Client.Changes, PlainRequest.With("title", JsonSerializer.Serialize(text)));
        var messages = await desk.Product.Services.GetRequiredService<Mailbox>().List(1000, CancellationToken.None);
        var link = messages.First(message => message.ToName == "Emil Larsen" && message.Subject.Contains(created.Number, StringComparison.Ordinal)).Link;
        var page = await desk.Product.Anonymous().GetStringAsync(link);
        Assert.DoesNotContain(text, page, StringComparison.Ordinal);
        Assert.Contains(created.Number, page, StringComparison.Ordinal);
    }
}
