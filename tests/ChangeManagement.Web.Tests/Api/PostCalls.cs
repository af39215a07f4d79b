using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;
using ChangeManagement.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Api;

/// <summary>For every POST of the API a call that is accepted, brought about on a product of its own making.</summary>
/// <param name="Person">Who calls; null: an administrator.</param>
/// <param name="Body">What is accepted.</param>
/// <param name="Other">Another body that could stand there.</param>
internal sealed record PostCall(string? Person, string Path, string Body, string Other)
{
    private const string Changes = "/api/v1/change-management/change-requests";

    /// <summary>By the route as it is mapped.</summary>
    public static IReadOnlyDictionary<string, Func<RunningProduct, Task<PostCall>>> ByRoute { get; } =
        new Dictionary<string, Func<RunningProduct, Task<PostCall>>>(StringComparer.Ordinal)
        {
            [$"{Changes}/"] = _ => Task.FromResult(new PostCall("chen", Changes, Good("Once"), Good("Twice"))),
            [$"{Changes}/preview"] = _ => Task.FromResult(new PostCall("chen", $"{Changes}/preview", Good("Once"), Good("Twice"))),
            [Of("approve")] = product => On(Submitted(product), "lena", "approve", """{"approved":true}""", """{"approved":false,"comments":"No"}"""),
            [Of("authorize")] = product => On(
                Begin(product, Requests.BoardEmergency()), "chen", "authorize", """{"authorized_by":"emil","how":"by telephone"}""", """{"authorized_by":"emil","how":"in person"}"""),
            [Of("contest")] = product => On(
                After(Begin(product, Requests.BoardEmergency()), async walk =>
                {
                    await walk.Step("chen", "authorize", new { authorized_by = "emil", how = "by telephone" });
                    await product.As("emil");
                }),
                "emil", "contest", Reason, OtherReason),
            [Of("delegate")] = product => On(
                Begin(product, Requests.Officer("standard")), "hana", "delegate",
                """{"stage":"security-officer","to":"nora"}""", """{"stage":"security-officer","to":"mika"}"""),
            [Of("retract")] = product => On(
                After(Begin(product, Requests.Officer("standard")), walk => walk.Step("hana", "approve", new { approved = true, may_undo = true })),
                "hana", "retract", """{"stage":"security-officer"}""", """{"stage":"another"}"""),
            [Of("questions")] = product => On(
                Begin(product, Requests.Officer("standard")), "hana", "questions",
                """{"stage":"security-officer","text":"Who watches it?"}""", """{"stage":"security-officer","text":"Who else?"}"""),
            [Of("questions/{question:int}/answer")] = product => On(
                After(Begin(product, Requests.Officer("standard")), walk => walk.Step(
                    "hana", "questions", new { stage = "security-officer", text = "Who watches it?" })),
                "chen", "questions/1/answer", """{"text":"I do"}""", """{"text":"Nobody"}"""),
            [Of("implement")] = product => On(Ready(product), "chen", "implement", "{}", """{"maintenance_window":true}"""),
            [Of("complete")] = product => On(
                Implementing(product), "chen", "complete", """{"post_implementation_review":"Fine"}""", """{"post_implementation_review":"Well"}"""),
            [Of("follow-up")] = product => On(Failed(product), "chen", "follow-up", """{"title":"Once more"}""", """{"title":"Never more"}"""),
            [Of("close")] = product => On(
                Completed(product), "chen", "close",
                """{"statements":{"change-success":"yes","monitor-issues":"none","document-implementation":"wiki","update-documentation":"wiki"}}""",
                """{"statements":{"change-success":"no"}}"""),
            [Of("review")] = product => On(Submitted(product), "lena", "review", Item("business-impact"), Item("security-impact")),
            [Of("tests")] = product => On(
                Begin(product, Requests.Priority("low").With("testing_required", true)), "chen", "tests",
                """{"items":[{"name":"security","environment":"staging"}]}""", """{"items":[{"name":"integration","environment":"staging"}]}"""),
            [Of("checklist")] = product => On(Submitted(product), "chen", "checklist", Item("backup"), Item("monitor-health")),
            [Of("evidence")] = product => On(
                Begin(product, Requests.Priority("low").With("testing_required", true)), "chen", "evidence", Item("test-approval"),
                """{"items":[{"name":"test-approval","reference":"https://evidence.example.com/2"}]}"""),
            [Of("verify")] = product => On(Implementing(product), "chen", "verify", Item("change-success"), Item("monitor-issues")),
            [Of("document")] = product => On(Implementing(product), "chen", "document", Item("document-implementation"), Item("update-documentation")),
            [Of("post-implementation-review")] = product => On(
                Emergency(product), "lena", "post-implementation-review", Item("emergency-change"), """{"items":[{"name":"emergency-change","note":"Late"}]}"""),
            [Of("duties")] = product => On(Emergency(product), "chen", "duties", Item("root-cause"), Item("preventive-measures")),
            [Of("withdraw")] = product => On(Submitted(product), "chen", "withdraw", Reason, OtherReason),
            [Of("hold")] = product => On(Submitted(product), "chen", "hold", Reason, OtherReason),
            [Of("resume")] = product => On(
                After(Submitted(product), walk => walk.Step("chen", "hold", new { reason = "Wait" })), "chen", "resume", "{}", "{ }"),
            [Of("problems")] = product => On(
                Implementing(product), "mika", "problems", """{"severity":"low","description":"Slow"}""", """{"severity":"high","description":"Slow"}"""),
            [Of("rollback")] = product => On(
                After(Failed(product), _ => product.As("ada")), "ada", "rollback", """{"decision":"keep","reason":"Nothing changed"}""", """{"decision":"roll_back","reason":"Half done"}"""),
            [Of("rollback/complete")] = product => On(
                After(Failed(product), walk => walk.Step("chen", "rollback", new { decision = "roll_back", reason = "Half done" })),
                "chen", "rollback/complete", "{}", """{"record":{}}"""),
            ["/api/v1/tokens/"] = _ => Task.FromResult(new PostCall(
                null, "/api/v1/tokens", """{"name":"build","system":"pipeline","scopes":["changes:read"]}""",
                """{"name":"build","system":"pipeline","scopes":["changes:write"]}""")),
            ["/api/v1/freezes/"] = _ => Task.FromResult(new PostCall(
                null, "/api/v1/freezes", """{"policy":"build-os","occasion":"regulatory-audit","reason":"Auditors are here","to":"2026-03-20T12:00:00Z"}""",
                """{"policy":"build-os","occasion":"active-incident","reason":"Auditors are here","to":"2026-03-20T12:00:00Z"}""")),
            ["/api/v1/freezes/{id}/end"] = async product =>
            {
                var declared = await product.AsAdministrator().Post(
                    "/api/v1/freezes", new { policy = "build-os", occasion = "regulatory-audit", reason = "Auditors are here", to = "2026-03-20T12:00:00Z" });
                return new PostCall(null, $"/api/v1/freezes/{declared.Text("id")}/end", Reason, OtherReason);
            },
            ["/api/v1/delegations/"] = _ => Task.FromResult(new PostCall(
                "mika", "/api/v1/delegations", """{"to":"nora","ends":"2026-03-20T12:00:00Z"}""", """{"to":"lena","ends":"2026-03-20T12:00:00Z"}""")),
            ["/api/v1/delegations/{id}/end"] = async product =>
            {
                var declared = await (await product.As("mika")).Post("/api/v1/delegations", new { to = "nora", ends = "2026-03-20T12:00:00Z" });
                return new PostCall("mika", $"/api/v1/delegations/{declared.Text("id")}/end", "{}", "{ }");
            },
            ["/api/v1/deliveries/{partition}/{key}/{person}/retry"] = async product =>
            {
                var walk = await Submitted(product);
                var delivery = (await product.AsAdministrator().Get($"/api/v1/deliveries?change={walk.Number}")).Json.GetProperty("deliveries")[0];
                var person = delivery.GetProperty("recipients")[0].GetProperty("person").GetString();
                return new PostCall(null, $"/api/v1/deliveries/{walk.Number}/{delivery.GetProperty("key").GetString()}/{person}/retry", Reason, OtherReason);
            },
            ["/api/v1/orchestrations/{id}/suspend"] = product => OnWorkflow(Submitted(product), "suspend"),
            ["/api/v1/orchestrations/{id}/resume"] = product => OnWorkflow(
                After(Submitted(product), async walk => await product.AsAdministrator().Post(
                    $"/api/v1/orchestrations/{walk.Number}-r1/suspend", new { reason = "A look" })), "resume"),
            ["/api/v1/orchestrations/{id}/terminate"] = product => OnWorkflow(Submitted(product), "terminate"),
            ["/api/v1/orchestrations/{id}/rewind"] = Rewind,
            ["/api/v1/orchestrations/{id}/restart"] = product => OnWorkflow(Terminated(product), "restart"),
            ["/api/v1/orchestrations/{id}/purge"] = product => OnWorkflow(Terminated(product), "purge"),
            ["/api/v1/orchestrations/{id}/raise"] = async product => new(
                null, $"/api/v1/orchestrations/{(await Submitted(product)).Number}-r1/raise",
                """{"reason":"It sleeps","event":"doorbell","payload":{"version":1}}""", """{"reason":"It sleeps","event":"door"}"""),
            ["/api/v1/orchestrations/purge"] = async product => await Terminated(product) is var walk ? new(
                null, "/api/v1/orchestrations/purge", $$"""{"reason":"Old","id_prefix":"{{walk.Number}}"}""", """{"reason":"Old","kind":"none"}""") : null!,
        };

    private const string Reason = """{"reason":"Not now"}""";
    private const string OtherReason = """{"reason":"Not ever"}""";

    private static string Of(string command) => $"{Changes}/{{number}}/{command}";

    private static string Item(string name) => $$"""{"items":[{"name":"{{name}}"}]}""";

    private static string Good(string title) => System.Text.Json.JsonSerializer.Serialize(Requests.Priority("low").With("title", title));

    private static async Task<PostCall> On(Task<Walk> prepared, string person, string command, string body, string other) =>
        new(person, $"{Changes}/{(await prepared).Number}/{command}", body, other);

    private static async Task<PostCall> OnWorkflow(Task<Walk> prepared, string operation) =>
        new(null, $"/api/v1/orchestrations/{(await prepared).Number}-r1/{operation}", Reason, OtherReason);

    private static Task<Walk> Terminated(RunningProduct product) => After(Submitted(product), async walk =>
        await product.AsAdministrator().Post($"/api/v1/orchestrations/{walk.Number}-r1/terminate", new { reason = "A look" }));

    private static async Task<PostCall> Rewind(RunningProduct product)
    {
        // It is told no change, so it fails.
        await product.Services.GetRequiredService<IWorkflowClient>().Start(NormalChange.Kind, "nobodys", input: null, CancellationToken.None);
        await product.Settle();
        return new PostCall(null, "/api/v1/orchestrations/nobodys/rewind", Reason, OtherReason);
    }

    private static Task<Walk> Begin(RunningProduct product, IReadOnlyDictionary<string, object?> request) => Walk.Begin(product, "chen", request);

    private static async Task<Walk> After(Task<Walk> prepared, Func<Walk, Task> step)
    {
        var walk = await prepared;
        await step(walk);
        return walk;
    }

    private static Task<Walk> Submitted(RunningProduct product) => Begin(product, Requests.Priority("low"));

    private static Task<Walk> Ready(RunningProduct product) => After(Submitted(product), async walk =>
    {
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
    });

    private static Task<Walk> Implementing(RunningProduct product) => After(Ready(product), async walk =>
    {
        await walk.Step("chen", "implement");
        await walk.Step("chen", "checklist", new { items = new[] { new { name = "monitor-health" } } });
    });

    private static Task<Walk> Completed(RunningProduct product) =>
        After(Implementing(product), walk => walk.Step("chen", "complete", new { post_implementation_review = "Fine" }));

    private static Task<Walk> Failed(RunningProduct product) =>
        After(Implementing(product), walk => walk.Step("chen", "complete", new { status = "failed", reason = "It does not start" }));

    private static Task<Walk> Emergency(RunningProduct product) =>
        After(Begin(product, Requests.PriorityEmergency()), walk => walk.Step("chen", "implement"));
}
