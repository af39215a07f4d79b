using ChangeManagement.EndToEnd.Browsers;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Identity;
using ChangeManagement.Organisation;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.EndToEnd.Approvals;

/// <summary>Every state of the approval page looks as somebody approved it, and everybody can use it (A3).</summary>
public sealed class ScreensTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private readonly OperatorFolder files = new();

    public static TheoryData<string> Names => [.. States.All.Keys];

    public void Dispose() => files.Dispose();

    [ChromiumTheory]
    [MemberData(nameof(Names))]
    public async Task EveryState_IsAsApproved_AndOpenToEverybody(string name)
    {
        await using var scene = await Scene.Open(chromium);
        await States.All[name](scene);
        await IsAsApproved(scene, name);
    }

    [ChromiumFact]
    public async Task WhereThePolicyWantsASignIn_ThePageSaysSo()
    {
        files.Override("security-officer", "approval-page:\n", "approval-page:\n  sign-in: { at-least: low, source: T, reason: T }\n");
        await using var scene = await Scene.Open(
            chromium, settings => new RunningProduct(settings: files.Settings.Concat(settings).ToDictionary(), listens: true));
        await States.OpenOfficer(scene);
        await IsAsApproved(scene, "sign-in");
    }

    [ChromiumFact]
    public async Task OutsideDevelopment_WhoIsSignedInAsSomebodyElse_IsToldThatTheLinkIsNotTheirs()
    {
        await using var scene = await Scene.Open(chromium, settings => new RunningProduct(
            settings: settings, isProduction: true, listens: true, configure: services => services.AddSingleton<ISender, Nowhere>()));
        await scene.Product.Services.GetRequiredService<Tokens>().Bootstrap("the-secret-of-chen", "chen", CancellationToken.None);
        await scene.Submit(States.Change("medium"), scene.Product.WithToken("the-secret-of-chen"));
        var link = new ApprovalLink(scene.Number, "approval", 1, "emil", scene.Product.Time.GetUtcNow().AddDays(1));
        var secrets = await scene.Product.Services.GetRequiredService<ApprovalLinks>().Open(link, CancellationToken.None);
        await scene.SignIn("kofi");
        await scene.Page.GotoAsync(secrets.Path);
        await IsAsApproved(scene, "not-yours");
    }

    private static async Task IsAsApproved(Scene scene, string name)
    {
        await Accessibility.Check(scene.Page);
        await Approved.Compare(scene.Page, $"approval-{name}");
    }

    private sealed class Nowhere : ISender
    {
        public Channel Channel => Channel.Mail;

        public bool Reaches(Person person) => true;

        public Task<Dispatch> Send(Message message, CancellationToken cancellation) => Task.FromResult<Dispatch>(new Dispatch.Sent());
    }
}
