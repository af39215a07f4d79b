using System.Text.Json;
using ChangeManagement.Engine;
using ChangeManagement.Serialization;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Histories;

/// <summary>
/// Histories that were recorded once, repeated with today's code: what fails here would break changes that are under way. Never edit or
/// record a file again to make a test pass: put the change into a new version of the workflow beside the old one (see the README of the
/// engine). A new version adds its own files: run the tests with <c>RECORD_HISTORIES=1</c>, which writes only those that are missing.
/// </summary>
public sealed class GoldenHistories
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Histories", "Golden");

    public static TheoryData<string> Recorded =>
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Lives => [.. RecordedLives.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void ARecordedHistory_IsRepeatedByTodaysCode(string name) =>
        Assert.Null(WorkflowReplayer.Replay(Catalog(), Json.Options, Read(name)));

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task ALifeOfToday_EndsAsTheRecordedOne_AndIsRepeatable(string name)
    {
        await using var product = new RunningProduct(RecordedLives.Tuesday);
        var recorded = await Record(product, await RecordedLives.All[name](product));
        var file = Path.Combine(SourceFolder, $"{name}.json");
        if (Environment.GetEnvironmentVariable("RECORD_HISTORIES") == "1" && !File.Exists(file))
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(recorded, Indented) + "\n");
        }

        var golden = JsonSerializer.Deserialize<RecordedWorkflow>(await File.ReadAllTextAsync(file), Indented)!;
        Assert.Equal((golden.Kind, golden.IsEnded), (recorded.Kind, recorded.IsEnded));
        Assert.Null(WorkflowReplayer.Replay(Catalog(), Json.Options, recorded));
    }

    [Fact]
    public void EveryWorkflow_HasARecordedHistory() => Assert.Equal(
        Catalog().Workflows.Keys.Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder, "*.json").Select(file => Read(Path.GetFileNameWithoutExtension(file)).Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void AWorkflowThatAsksForSomethingElse_IsFound_AndTheMessageSaysWhatToDo()
    {
        var changed = new WorkflowCatalog()
            .AddActivity<Attendance, ChangeView>(ChangeActivities.AttendName, (_, _) => throw new InvalidOperationException("Replayed, not called."))
            .AddWorkflow<ChangeRun, string>(NormalChange.Kind, async (context, run) =>
            {
                await context.Sleep(context.Now.AddMinutes(1), CancellationToken.None);
                return await NormalChange.Run(context, run);
            });
        var wrong = WorkflowReplayer.Replay(changed, Json.Options, Read("normal-to-closure"));
        Assert.Contains("Turn 1: change-normal-v1 no longer does what its history says", wrong, StringComparison.Ordinal);
        Assert.Contains("put the change into a new one", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void AWorkflowThatEndsEarly_IsFound()
    {
        var changed = new WorkflowCatalog().AddWorkflow<ChangeRun, string>(NormalChange.Kind, (_, _) => Task.FromResult("closed"));
        var wrong = WorkflowReplayer.Replay(changed, Json.Options, Read("normal-to-closure"));
        Assert.Contains("call change-attend", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void AWorkflowThatGoesOnWhereItsHistoryEnds_IsFound()
    {
        var changed = Catalog();
        var whole = Read("normal-to-closure");
        Assert.Contains(
            "goes on where its history ends",
            WorkflowReplayer.Replay(changed, Json.Options, whole with { Turns = [.. whole.Turns.SkipLast(1)] }),
            StringComparison.Ordinal);
    }

    private static WorkflowCatalog Catalog() =>
        new WorkflowCatalog()
            .AddChanges(() => throw new InvalidOperationException("A replay calls no activity."))
            .AddDeliveries((_, _) => throw new InvalidOperationException("A replay calls no activity."));

    private static async Task<RecordedWorkflow> Record(RunningProduct product, string instanceId)
    {
        var engine = product.Services.GetRequiredService<WorkflowEngine>();
        var instance = (await engine.Find(instanceId, CancellationToken.None))!;
        var turns = await engine.ReadHistory(instanceId, after: 0, limit: 1000, CancellationToken.None);
        return new RecordedWorkflow(instanceId, instance.Kind, instance.State is WorkflowState.Completed, instance.Input!, turns);
    }

    private static RecordedWorkflow Read(string name) =>
        JsonSerializer.Deserialize<RecordedWorkflow>(File.ReadAllText(Path.Combine(Folder, $"{name}.json")), Indented)!;

    private static string SourceFolder =>
        Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "Histories", "Golden");

    private static JsonSerializerOptions Indented { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
