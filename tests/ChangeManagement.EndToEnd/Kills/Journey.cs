namespace ChangeManagement.EndToEnd.Kills;

/// <summary>One command of a walk.</summary>
/// <param name="Command">The last part of the path; empty: the change itself.</param>
internal sealed record Step(string Person, HttpMethod Method, string Command, object Body);

/// <summary>A walk from request to closure whose every step meets the end of the process.</summary>
internal sealed class Journey(ServerProcess server)
{
    private const string Changes = "/api/v1/change-management/change-requests";
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>The change's number, once the first step was answered.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Takes every step, and nothing happens to the process.</summary>
    public async Task Walk(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            Accept(step, await Send(step, key: null, (await Show())?.ETag));
        }
    }

    /// <summary>Takes every step, and kills the process right after each acknowledgement.</summary>
    public async Task WalkKilledAfterEachAnswer(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            await UntilAsked(step);
            var before = await Show();
            Accept(step, await Send(step, key: null, before?.ETag));
            await server.Kill();
            await server.Start();
        }
    }

    /// <summary>
    /// Takes every step, kills the process while the command is under way, and repeats it with the same key. From step to step the kill comes
    /// a little later, so that it meets the command before, within and after its commit.
    /// </summary>
    public async Task WalkKilledWithinEachCall(IEnumerable<Step> steps, TimeSpan laterByEachStep)
    {
        var killAfter = TimeSpan.Zero;
        foreach (var (index, step) in steps.Index())
        {
            var key = $"step-{index}";
            await UntilAsked(step);
            var before = await Show();
            await server.TokenOf(step.Person);
            var underWay = Send(step, key, before?.ETag);
            await Task.WhenAny(underWay, Task.Delay(killAfter));
            await server.Kill();
            var acknowledged = await Outcome(underWay);
            await server.Start();
            var repeated = await Send(step, key, before?.ETag);
            Accept(step, repeated);
            Assert.True(acknowledged is null || acknowledged.Body == repeated.Body, $"The repetition answered otherwise: {acknowledged} {repeated}");
            killAfter += laterByEachStep;
        }
    }

    /// <summary>The actions of the history with their numbers.</summary>
    public async Task<IReadOnlyList<(long Seq, string Action)>> History()
    {
        var history = await server.Call("chen", HttpMethod.Get, $"{Changes}/{Number}/history");
        return [.. history.Json.GetProperty("history").EnumerateArray()
            .Select(entry => (entry.GetProperty("seq").GetInt64(), entry.GetProperty("action").GetString()!))];
    }

    /// <summary>The state of the workflow, once it has come to its end or the patience has.</summary>
    public async Task<string> WorkflowAtRest()
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var workflow = await server.Call("chen", HttpMethod.Get, $"{Changes}/{Number}/workflow");
            var state = workflow.Text("state")!;
            if (state == "completed" || patience.Elapsed > LongestRest)
            {
                return state == "completed" ? state : workflow.Body;
            }

            await Task.Delay(BetweenLooks);
        }
    }

    /// <summary>Messages go out by workflows of their own, which may come to their end after that of the change.</summary>
    public async Task UntilEverybodyIsTold()
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while ((await Deliveries()).Exists(delivery => delivery.State == "waiting"))
        {
            Assert.True(patience.Elapsed < LongestRest, $"Not everybody was told of {Number}.");
            await Task.Delay(BetweenLooks);
        }
    }

    /// <summary>
    /// An approver answers once the request has come. Whoever answers before is not asked any more, and how many messages there are would hang on
    /// how fast the machine is.
    /// </summary>
    private async Task UntilAsked(Step step)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (step.Command == "approve" && !await WasTold(step.Person))
        {
            Assert.True(patience.Elapsed < LongestRest, $"{step.Person} was never asked about {Number}.");
            await Task.Delay(BetweenLooks);
        }
    }

    private async Task<bool> WasTold(string person)
    {
        var states = (await Deliveries()).Where(delivery => delivery.Person == person).ToList();
        return states.Count > 0 && states.TrueForAll(delivery => delivery.State == "sent");
    }

    private async Task<List<(string Person, string State)>> Deliveries()
    {
        var deliveries = (await server.CallAsAdministrator(HttpMethod.Get, $"/api/v1/deliveries?change={Number}")).Json.GetProperty("deliveries");
        return [.. deliveries.EnumerateArray().SelectMany(delivery => delivery.GetProperty("recipients").EnumerateArray())
            .Select(recipient => (recipient.GetProperty("person").GetString()!, recipient.GetProperty("state").GetString()!))];
    }

    private async Task<Reply?> Show() => Number.Length == 0 ? null : await server.Call("chen", HttpMethod.Get, $"{Changes}/{Number}");

    private Task<Reply> Send(Step step, string? key, string? etag)
    {
        var path = Number.Length == 0 ? Changes : step.Command.Length == 0 ? $"{Changes}/{Number}" : $"{Changes}/{Number}/{step.Command}";
        return server.Call(step.Person, step.Method, path, step.Body, key, step.Method == HttpMethod.Patch ? etag : null);
    }

    private void Accept(Step step, Reply reply)
    {
        Assert.True(reply.Status is 200 or 201, $"{step.Person} {step.Method} {step.Command}: {reply}");
        Number = Number.Length == 0 ? reply.Text("change_request_id")! : Number;
    }

    private static async Task<Reply?> Outcome(Task<Reply> underWay)
    {
        try
        {
            return await underWay;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
