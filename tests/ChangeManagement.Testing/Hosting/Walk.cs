using System.Net.Http.Json;
using System.Text.Json;
using ChangeManagement.Policies;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeManagement.Testing.Hosting;

/// <summary>
/// One change on its way from request to closure, over HTTP. Whatever it asks for is answered by whoever the directory says may: the seats by
/// those who hold their roles, what has an owner by that owner, everything else by the requester.
/// </summary>
public sealed class Walk
{
    private static readonly Dictionary<string, string> Calls = new(StringComparer.Ordinal)
    {
        ["criterion"] = "review",
        ["test"] = "tests",
        ["check"] = "checklist",
        ["evidence"] = "evidence",
        ["verification"] = "verify",
        ["documentation"] = "document",
        ["review"] = "post-implementation-review",
        ["duty"] = "duties",
    };

    private readonly RunningProduct product;
    private readonly string policy;

    private Walk(RunningProduct product, string requester, string policy, Answer created)
    {
        (this.product, Requester, this.policy, Created) = (product, requester, policy, created);
    }

    /// <summary>Who asked for the change.</summary>
    public string Requester { get; }

    /// <summary>The answer to the request.</summary>
    public Answer Created { get; }

    /// <summary>The change's number.</summary>
    public string Number => Created.Number;

    /// <summary>Submits a request, which must be accepted.</summary>
    /// <param name="status">The policy's word for where it then is; null: wherever it is.</param>
    public static async Task<Walk> Begin(RunningProduct product, string requester, IReadOnlyDictionary<string, object?> request, string? status = null)
    {
        var created = await (await product.As(requester)).Submit(request);
        Accepted(created, status, expected: 201);
        var change = await (await product.As(requester)).Show(created.Number);
        return new Walk(product, requester, change.Json.GetProperty("policy").GetProperty("id").GetString()!, created);
    }

    /// <summary>The whole change as it is now.</summary>
    public async Task<JsonElement> Change() => (await (await product.As(Requester)).Show(Number)).Json;

    /// <summary>The policy's word for where it is.</summary>
    public async Task<string> Status() => (await Change()).GetProperty("status").GetString()!;

    /// <summary>The stored name of where it is.</summary>
    public async Task<string> State() => (await Change()).GetProperty("state").GetString()!;

    /// <summary>What happened, in the words of its history.</summary>
    public async Task<string[]> Actions() => [.. (await Entries()).Select(entry => entry.GetProperty("action").GetString()!)];

    /// <summary>The entries of its history.</summary>
    public async Task<JsonElement[]> Entries() =>
        [.. (await (await product.As(Requester)).Get($"{Client.Changes}/{Number}/history")).Json.GetProperty("history").EnumerateArray()];

    /// <summary>Sends a command; nothing is asserted of its answer.</summary>
    public async Task<Answer> Do(string person, string command, object? body = null) => await (await product.As(person)).Do(Number, command, body);

    /// <summary>Sends a command that must be accepted.</summary>
    public async Task<Answer> Step(string person, string command, object? body = null)
    {
        var answer = await Do(person, command, body);
        Accepted(answer);
        return answer;
    }

    /// <summary>Sends a command that must be accepted and leave the change where the policy's word says.</summary>
    public async Task<Answer> Step(string person, string command, object body, string status)
    {
        var answer = await Do(person, command, body);
        Accepted(answer, status);
        return answer;
    }

    /// <summary>Sends a command that must be refused.</summary>
    public async Task<Answer> Refused(string person, string command, object body, string code)
    {
        var answer = await Do(person, command, body);
        Assert.True(answer.Status is >= 400 and < 500 && answer.Text("code") == code, $"{answer.Status} instead of {code}: {answer.Body}");
        return answer;
    }

    /// <summary>The person who owns the change: the one it names, else the owner of its systems.</summary>
    public async Task<string> Owner() => OwnerIn(await Change());

    /// <summary>The seats of the stage that is open, as <c>stage: seat, seat</c>; empty if none is.</summary>
    public async Task<string> OpenSeats() => OpenStage(await Change()) is { } stage
        ? $"{stage.GetProperty("name").GetString()}: {string.Join(", ", Unfilled(stage).Select(Name))}"
        : "";

    /// <summary>Approves seat by seat and stage by stage until none is open.</summary>
    /// <returns>Each approval as <c>stage/role by person</c>.</returns>
    public async Task<string[]> ApproveOpenStages()
    {
        var approvals = new List<string>();
        for (var change = await Change(); OpenStage(change) is { } stage; change = await Change())
        {
            approvals.Add(await ApproveOneSeat(change, stage));
        }

        return [.. approvals];
    }

    /// <summary>Answers everything that blocks a gate: fields by an amendment, the rest by the call that it is for.</summary>
    /// <param name="except">A field that stays empty.</param>
    public async Task AnswerEverythingOpen(string before, string? except = null)
    {
        var change = await Change();
        while (await FillIn(change, before, except))
        {
            // What a field says may ask for more fields.
            change = await Change();
        }

        var seats = change.GetProperty("stages").EnumerateArray()
            .SelectMany(stage => stage.GetProperty("seats").EnumerateArray())
            .SelectMany(seat => seat.GetProperty("roles").EnumerateArray()).Select(role => role.GetString()).ToHashSet(StringComparer.Ordinal);
        var open = Open(change, before).Where(requirement => Kind(requirement) is not "field").ToList();
        foreach (var group in open.GroupBy(requirement => (Kind: Kind(requirement), Owner: OwnerOf(requirement))))
        {
            var isConfirmedBySeat = group.Key.Kind is "criterion" && (group.Key.Owner is null || seats.Contains(group.Key.Owner));
            if (!isConfirmedBySeat)
            {
                var items = group.Select(Met).ToArray();
                await Step(PersonFor(group.Key.Owner, change), Calls[group.Key.Kind], new { items });
            }
        }
    }

    /// <summary>What blocks a gate, as <c>kind:name</c>.</summary>
    public async Task<string[]> StillOpen(string before) =>
        [.. Open(await Change(), before).Select(requirement => $"{Kind(requirement)}:{Name(requirement)}")];

    /// <summary>Changes fields of the request.</summary>
    public async Task<Answer> Amend(string person, IReadOnlyDictionary<string, object?> fields)
    {
        var client = await product.As(person);
        var read = await client.Show(Number);
        return await client.Send(
            HttpMethod.Patch, $"{Client.Changes}/{Number}", JsonContent.Create(fields), ("If-Match", read.ETag!));
    }

    /// <summary>The workflow that runs it, or ran it.</summary>
    public async Task<JsonElement> Workflow() => (await (await product.As(Requester)).Get($"{Client.Changes}/{Number}/workflow")).Json;

    /// <summary>It is closed, its workflow is completed, and nothing is open or to come.</summary>
    public async Task AssertClosed(string outcome = "successful")
    {
        var change = await Change();
        await AssertEnded("closed");
        Assert.Equal(outcome, change.GetProperty("outcome").GetString());
        foreach (var gate in new[] { "submit", "approve", "implement", "complete", "close" })
        {
            if (outcome == "successful" || gate is "close")
            {
                Assert.Empty(Open(change, gate).Select(Name));
            }
        }
    }

    /// <summary>It is at its end, its workflow too, no stage is open and nothing is to come.</summary>
    public async Task AssertEnded(string state)
    {
        var change = await Change();
        Assert.Equal(state, change.GetProperty("state").GetString());
        Assert.Empty(change.GetProperty("next").EnumerateArray());
        Assert.DoesNotContain(change.GetProperty("stages").EnumerateArray(), stage => stage.GetProperty("status").GetString() == "open");
        var workflow = await Workflow();
        Assert.Equal("completed", workflow.GetProperty("state").GetString());
        Assert.Equal(state, workflow.GetProperty("output").GetString());
    }

    private static void Accepted(Answer answer, string? status = null, int expected = 200) => Assert.True(
        answer.Status == expected && (status is null || answer.Text("status") == status),
        $"Expected {expected} {status}, got {answer.Status}: {answer.Body}");

    private static JsonElement? OpenStage(JsonElement change) => change.GetProperty("stages").EnumerateArray()
        .Where(stage => stage.GetProperty("status").GetString() == "open").Select(stage => (JsonElement?)stage).FirstOrDefault();

    private static IEnumerable<JsonElement> Unfilled(JsonElement stage)
    {
        var filled = stage.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("seat").GetString()).ToHashSet(StringComparer.Ordinal);
        return stage.GetProperty("seats").EnumerateArray().Where(seat => !filled.Contains(Name(seat)));
    }

    private async Task<string> ApproveOneSeat(JsonElement change, JsonElement stage)
    {
        var answered = stage.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("person").GetString()!).ToList();
        // The seat with the fewest people first, so that nobody is used up for a seat that another could fill.
        var seats = Unfilled(stage).Select(seat => (Seat: seat, People: PeopleFor(seat, answered, change))).OrderBy(each => each.People.Count);
        foreach (var (seat, people) in seats)
        {
            var (person, role) = people[0];
            var answer = await Do(person, "approve", new { approved = true, comments = "Read and agreed", role });
            if (answer.Status == 409 && answer.Text("code") == "heard-last")
            {
                continue;
            }

            Accepted(answer);
            Assert.Equal(role, answer.Text("approved_by"));
            return $"{Name(stage)}/{Name(seat)} by {person}";
        }

        throw new InvalidOperationException($"Nobody can fill a seat of '{Name(stage)}'.");
    }

    private List<(string Person, string Role)> PeopleFor(JsonElement seat, List<string> answered, JsonElement change) =>
    [
        .. from role in seat.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!)
           from person in Holders(role, change)
           where person != Requester && !answered.Contains(person)
           select (person, role),
    ];

    private async Task<bool> FillIn(JsonElement change, string before, string? except)
    {
        var fields = Rulebook.Policies[policy].Fields;
        var missing = Open(change, before).Where(requirement => Kind(requirement) is "field" && Name(requirement) != except)
            .ToDictionary(requirement => Name(requirement), requirement => Plausible(fields[Name(requirement)]), StringComparer.Ordinal);
        if (missing.Count > 0)
        {
            Accepted(await Amend(Requester, missing));
        }

        return missing.Count > 0;
    }

    private object? Plausible(Field field) => field.Type switch
    {
        FieldType.Choice => field.Choices[0].Id,
        FieldType.Choices => new[] { field.Choices[0].Id },
        FieldType.Systems => new[] { "message-gateway" },
        FieldType.Person => "ada",
        FieldType.DateTime => product.Time.GetUtcNow().AddDays(1),
        FieldType.List => new[] { "northwind" },
        FieldType.Flag => true,
        FieldType.Number => 1,
        _ => $"{field.Label}, filled in when it was asked for",
    };

    private static IEnumerable<JsonElement> Open(JsonElement change, string before) =>
        change.GetProperty("requirements").EnumerateArray().Where(requirement =>
            requirement.GetProperty("before").GetString() == before
            && requirement.GetProperty("strength").GetString() is "required" or "if_applicable"
            && !requirement.GetProperty("is_met").GetBoolean());

    private static object Met(JsonElement requirement) => new
    {
        name = Name(requirement),
        note = "Done and looked at",
        reference = "https://evidence.example.com/1",
        environment = requirement.TryGetProperty("environment", out var environment) ? environment.GetString() : null,
        coverage = requirement.TryGetProperty("coverage", out var coverage) ? coverage.GetInt32() : (int?)null,
        parts = requirement.TryGetProperty("parts", out var parts)
            ? parts.EnumerateArray().ToDictionary(part => part.GetString()!, _ => "Written", StringComparer.Ordinal)
            : null,
    };

    private string PersonFor(string? owner, JsonElement change) => owner is null ? Requester : Holders(owner, change)[0];

    private List<string> Holders(string role, JsonElement change)
    {
        var now = product.Time.GetUtcNow();
        var directory = Rulebook.Directory;
        List<string> holders = role switch
        {
            "requester" => [Requester],
            "change-owner" => [OwnerIn(change)],
            "implementer" => [change.GetProperty("implementer").GetString()!],
            _ => [.. directory.Holders(role, now).Select(person => person.Id)],
        };
        return holders.TrueForAll(holder => holder == Requester) && role is not ("requester" or "implementer")
            ? [.. holders, .. role is "change-owner" ? [directory.Find(holders[0])!.Deputy!] : directory.Deputies(role, now).Select(person => person.Id)]
            : holders;
    }

    private string OwnerIn(JsonElement change)
    {
        var fields = change.GetProperty("fields");
        return fields.TryGetProperty("owner", out var owner)
            ? owner.GetString()!
            : Rulebook.Systems.OwnersOf([.. fields.GetProperty("affected_systems").EnumerateArray().Select(system => system.GetString()!)]).First();
    }

    private Rulebook Rulebook => product.Services.GetRequiredService<RulebookShelf>().Current;

    private static string Name(JsonElement named) => named.GetProperty("name").GetString()!;

    private static string Kind(JsonElement requirement) => requirement.GetProperty("kind").GetString()!;

    private static string? OwnerOf(JsonElement requirement) => requirement.TryGetProperty("owner", out var owner) ? owner.GetString() : null;
}
