using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Walks;

/// <summary>Authorizations by voice (000 Emergency Change Workflow 2, 003 §6.2): who records them, who hears of it, who can say no.</summary>
public sealed class Voices : IAsyncLifetime
{
    private static readonly DateTimeOffset Night = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);
    private static readonly object ByFatima = new { authorized_by = "fatima", how = "by telephone" };

    private readonly RunningProduct product = new(Night);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public async Task WhoIsSaidToHaveAuthorized_IsTold_ByWhomItWasRecorded()
    {
        var walk = await Incident();
        await walk.Step("chen", "authorize", ByFatima, "Approved");
        var message = Assert.Single(await Messages(), message => message.Subject.StartsWith("Authorized in your name", StringComparison.Ordinal));
        Assert.Equal(("fatima@example.com", $"/changes/{walk.Number}"), (message.To, message.Link));
        Assert.Contains("was recorded as yours by Chen Wei. If you did not give it, say so", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAuthorizationThatIsContestedBeforeTheWork_IsAskedForAgain()
    {
        var walk = await Incident();
        await walk.Step("chen", "authorize", ByFatima, "Approved");
        await walk.Refused("emil", "contest", new { reason = "Not me" }, "invalid-input");
        await walk.Refused("fatima", "contest", new { }, "reason-required");
        await walk.Step("fatima", "contest", new { reason = "Nobody called me" }, "Requested");

        Assert.Equal("authorization: incident-commander", await walk.OpenSeats());
        await walk.Refused("goran", "implement", new { }, "wrong-state");
        await walk.Step("fatima", "approve", new { approved = true }, "Approved");
    }

    [Fact]
    public async Task AnAuthorizationThatIsContestedAfterTheWorkBegan_LeavesTheChangeUnapproved_AndAsksWhetherToRollBack()
    {
        var walk = await Incident();
        await walk.Step("chen", "authorize", ByFatima);
        await walk.Step("goran", "implement");
        await walk.Step("fatima", "contest", new { reason = "Nobody called me" });

        var change = await walk.Change();
        Assert.True(change.GetProperty("unapproved").GetBoolean());
        Assert.True(change.GetProperty("stages")[0].GetProperty("answers")[0].GetProperty("is_contested").GetBoolean());
        Assert.Equal(Night.AddHours(1), change.GetProperty("rollback").GetProperty("due").GetDateTimeOffset());
        await walk.Refused("fatima", "contest", new { reason = "Still nobody" }, "invalid-input");
    }

    [Fact]
    public async Task TheNamedPerson_ContestsWithOneButton_OnThePageOfTheChange()
    {
        var walk = await Incident();
        await walk.Step("chen", "authorize", ByFatima);
        using var browser = new Browser(product);
        await browser.SignIn("fatima");
        await browser.Open($"/changes/{walk.Number}");
        await browser.Send($"/changes/{walk.Number}/contest", ("reason", "Nobody called me"));
        Assert.Equal("awaiting-approval", await walk.State());

        using var other = new Browser(product);
        await other.SignIn("emil");
        await other.Open($"/changes/{walk.Number}");
        Assert.DoesNotContain(other.Page.Forms, form => form.GetAttribute("action") == $"/changes/{walk.Number}/contest");
    }

    [Fact]
    public async Task OnlyWhoThePolicyNames_RecordsAVoice()
    {
        var walk = await Incident();
        await walk.Refused("nora", "authorize", ByFatima, "not-your-task");
        await walk.Step("ben", "authorize", ByFatima, "Approved");
    }

    [Fact]
    public async Task AnEmergencyIsOpened_EvenIfAVoiceDoesNotFit_AndSaysWhichIsNotCounted()
    {
        var request = Requests.GatewayEmergency("incident-response")
            .With("authorizations", new[] { new { authorized_by = "hana", how = "by telephone" }, new { authorized_by = "fatima", how = "in the room" } });
        var walk = await Walk.Begin(product, "chen", request, "Approved");
        var uncounted = Assert.Single(walk.Created.Json.GetProperty("authorizations_not_counted").EnumerateArray());
        Assert.Equal("hana", uncounted.GetProperty("authorized_by").GetString());
        Assert.Equal(
            "'hana' cannot authorize this emergency; it takes someone who is incident-commander.", uncounted.GetProperty("reason").GetString());
        Assert.Contains("authorization_not_counted", await walk.Actions());
        Assert.Contains(await Messages(), message => message.Subject.StartsWith("Authorization not counted", StringComparison.Ordinal) && message.To == "chen@example.com");
    }

    [Theory]
    [InlineData("security-officer", "hana", "Respond to the emergency (until 3 Mar 2026, 06:15 EST · 11:15 UTC)")]
    [InlineData("build-os", "fatima", "Emergency approval, as incident-commander")]
    [InlineData("build-os", "fatima", "Post-implementation review")]
    [InlineData("build-os", "ada", "Root cause analysis documented")]
    [InlineData("advisory-board", "emil", "Obtain formal approval, as manager")]
    [InlineData("advisory-board", "lena", "CAB review (until 4 Mar 2026, 12:00 CET · 11:00 UTC)")]
    [InlineData("priority-approval", "lena", "Review emergency change")]
    public async Task EverybodyWhoMustActOnAnEmergency_IsToldAtItsSubmission(string policy, string person, string what)
    {
        var request = policy switch
        {
            "security-officer" => Requests.OfficerEmergency(),
            "build-os" => Requests.BuildOsEmergency(),
            "advisory-board" => Requests.BoardEmergency(),
            _ => Requests.PriorityEmergency(),
        };
        var created = await (await product.As("chen")).Submit(request);
        var message = Assert.Single(await Messages(), message =>
            message.To == $"{person}@example.com" && message.Subject.StartsWith("Emergency raised", StringComparison.Ordinal));
        Assert.Contains(what, message.Text, StringComparison.Ordinal);
        Assert.Equal($"/changes/{created.Number}", message.Link);
    }

    private Task<Walk> Incident() => Walk.Begin(product, "chen", Requests.GatewayEmergency("incident-response"), "Requested");

    private Task<IReadOnlyList<MailboxLetter>> Messages() =>
        product.Services.GetRequiredService<Mailbox>().List(1000, CancellationToken.None);
}
