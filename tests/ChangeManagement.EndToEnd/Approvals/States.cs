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
            await scene.Submit(Change("medium"));
            await scene.Product.Pass(TimeSpan.FromDays(20));
            await scene.OpenLink("emil");
        },
        ["withdrawn"] = async scene =>
        {
            await scene.Submit(Change("medium"));
            await scene.Do("chen", "withdraw", new { reason = "The pool was the wrong place to look." });
            await scene.OpenLink("emil");
        },
        ["on-hold"] = async scene =>
        {
            await scene.Submit(Change("medium"));
            await scene.Do("chen", "hold", new { reason = "We wait for the vendor." });
            await scene.OpenLink("emil");
        },
        ["superseded"] = async scene =>
        {
            await scene.Submit(Change("medium"));
            var old = await scene.Message("emil");
            await scene.Amend(new { description = "From 100 to 900 connections.", rollback_plan = "Set it back to 100. Nobody has tried it." });
            await scene.Page.GotoAsync(old.Path);
        },
        ["undo"] = async scene =>
        {
            await OpenOfficer(scene);
            await scene.Answer("Approve", (await scene.Message("hana")).Code);
        },
        ["passing-on"] = async scene =>
        {
            await OpenOfficer(scene);
            await scene.Page.GetByText("Pass it on to somebody else").ClickAsync();
        },
        ["passed-on"] = async scene =>
        {
            await OpenOfficer(scene);
            await PassOn(scene);
        },
        ["passed-on-to-me"] = async scene =>
        {
            await OpenOfficer(scene);
            await PassOn(scene);
            await scene.SignIn("mika");
            await scene.Page.GotoAsync($"/changes/{scene.Number}/approval");
        },
        ["asked-a-question"] = async scene =>
        {
            await OpenOfficer(scene);
            await Ask(scene);
        },
        ["question-answered"] = async scene =>
        {
            await OpenOfficer(scene);
            await Ask(scene);
            await scene.Do("chen", "questions/1/answer", new { text = "For a minute; then it reads it anew." });
            await scene.OpenLink("hana");
        },
        ["asked-later"] = async scene =>
        {
            await scene.Submit(Change("medium"));
            await scene.SignIn("lena");
            await scene.Page.GotoAsync($"/changes/{scene.Number}/approval");
        },
        ["own-change"] = async scene =>
        {
            await scene.Submit(Change("medium"));
            await scene.SignIn("chen");
            await scene.Page.GotoAsync($"/changes/{scene.Number}/approval");
        },
        ["unknown"] = async scene => await scene.Page.GotoAsync("/approvals/nonsense"),
        ["signed-in"] = async scene =>
        {
            await scene.Submit(Change("medium"));
            await scene.SignIn("emil");
            await scene.Page.GotoAsync($"/changes/{scene.Number}/approval");
        },
    };

    /// <summary>A change under 001.</summary>
    public static object Change(string priority) => new
    {
        title = "Raise the connection limit of the login",
        description = "From 100 to 200 connections: at nine in the morning the pool is used up.",
        change_type = "configuration",
        priority,
        affected_systems = new[] { "authentication-service" },
        risk_level = "low",
        rollback_plan = "Set it back to 100 and restart. Takes two minutes.",
        implementation_plan = "Set it in the configuration, restart one node after the other.",
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
        await scene.Submit(Change("medium"));
        await scene.OpenLink("emil");
    }

    /// <summary>002: an answer may be undone for half a minute.</summary>
    internal static async Task OpenOfficer(Scene scene)
    {
        await scene.Submit(new
        {
            policy = "security-officer",
            title = "Show the balance on the first page",
            description = "A new box on the first page",
            justification = "Asked for most often",
            impact = "One more query a visit",
            change_type = "standard",
            affected_systems = new[] { "website" },
            risk_assessment = "The page may be slower; the query is cached",
            test_plan = "Load the page",
            rollback_plan = "Deploy the version before",
            implementation_plan = "Deploy",
        });
        await scene.OpenLink("hana");
    }

    private static async Task PassOn(Scene scene)
    {
        await scene.Page.GetByText("Pass it on to somebody else").ClickAsync();
        await scene.Page.GetByLabel("Who shall decide instead of you?").SelectOptionAsync("mika");
        await scene.Answer("Pass it on to somebody else", (await scene.Message("hana")).Code, ("Word to them", "You know the site better than I do."));
    }

    private static async Task Ask(Scene scene) =>
        await scene.Answer("Ask a question first", (await scene.Message("hana")).Code, ("Your question", "For how long is the balance cached?"));

    private static async Task Close(Scene scene)
    {
        await Open(scene);
        for (var time = 0; time < 5; time++)
        {
            await scene.Answer("Approve", Wrong);
        }
    }
}
