namespace ChangeManagement.EndToEnd.Approvals;

/// <summary>How the page of an approval comes into each of its states.</summary>
internal static class States
{
    private const string Wrong = "222222";

    /// <summary>The states by the name of their screen.</summary>
    public static IReadOnlyDictionary<string, Func<Scene, Task>> All { get; } = new Dictionary<string, Func<Scene, Task>>(StringComparer.Ordinal)
    {
        ["open"] = Open,
        ["refused"] = async scene =>
        {
            await Open(scene);
            await scene.Answer("Reject", (await scene.Message("emil")).Code);
        },
        ["wrong-code"] = async scene =>
        {
            await Open(scene);
            await scene.Answer("Approve on conditions", Wrong, ("Conditions", "Tell the night shift"));
        },
        ["closed-link"] = Close,
        ["sent-again"] = async scene =>
        {
            await Close(scene);
            await scene.Press("Send me a new message");
        },
        ["approved-by-me"] = async scene =>
        {
            await Open(scene);
            await scene.Answer(
                "Approve on conditions", (await scene.Message("emil")).Code, ("Conditions", "Tell the night shift"), ("Comment", "Not on a Friday, please"));
        },
        ["rejected-by-me"] = async scene =>
        {
            await Open(scene);
            await scene.Answer("Reject", (await scene.Message("emil")).Code, ("Reason", "The database cannot take it"));
        },
        ["approved-by-another"] = async scene =>
        {
            await scene.Submit(Gateway);
            await scene.Do("hana", "approve", new { approved = true, comments = "Fine" });
            await scene.OpenLink("ivan");
        },
        ["rejected-by-another"] = async scene =>
        {
            await scene.Submit(Gateway);
            await scene.Do("hana", "approve", new { approved = false, comments = "Not in the week of the audit" });
            await scene.OpenLink("ivan");
        },
        ["expired"] = async scene =>
        {
            await scene.Submit();
            await scene.Product.Pass(TimeSpan.FromDays(20));
            await scene.OpenLink("emil");
        },
        ["withdrawn"] = async scene =>
        {
            await scene.Submit();
            await scene.Do("chen", "withdraw", new { reason = "The pool was the wrong place to look." });
            await scene.OpenLink("emil");
        },
        ["on-hold"] = async scene =>
        {
            await scene.Submit();
            await scene.Do("chen", "hold", new { reason = "We wait for the vendor." });
            await scene.OpenLink("emil");
        },
        ["superseded"] = async scene =>
        {
            await scene.Submit();
            var old = await scene.Message("emil");
            await scene.Amend(new { description = "From 100 to 900 connections.", rollback_plan = "Set it back to 100. Nobody has tried it." });
            await scene.Page.GotoAsync(old.Path);
        },
        ["unknown"] = async scene => await scene.Page.GotoAsync("/approvals/nonsense"),
        ["signed-in"] = async scene =>
        {
            await scene.Submit();
            await scene.SignIn("emil");
            await scene.Page.GotoAsync($"/changes/{scene.Number}/approval");
        },
    };

    /// <summary>000: a change that two people may approve, of whom one is enough.</summary>
    private static object Gateway => new
    {
        policy = "gateway-operations",
        title = "Raise the limit of messages a minute",
        change_type = "security-config",
        description = "From 60 to 120",
        justification = "Customers asked for it",
        affected_systems = new[] { "message-gateway" },
        impact = new[] { "minimal" },
        impact_if_fails = "Messages are late",
        likelihood_of_failure = "low",
        test_plan = "Send a message",
        rollback_plan = "Set the old value",
    };

    private static async Task Open(Scene scene)
    {
        await scene.Submit();
        await scene.OpenLink("emil");
    }

    private static async Task Close(Scene scene)
    {
        await Open(scene);
        for (var time = 0; time < 5; time++)
        {
            await scene.Answer("Approve", Wrong);
        }
    }
}
