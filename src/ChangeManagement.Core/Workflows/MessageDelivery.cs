using System.Globalization;
using System.Text.Json.Serialization;

namespace ChangeManagement.Workflows;

/// <summary>
/// Takes the messages of a batch to their people: tries, waits, tries again, and ends when nothing is left to try. What is written to whom is
/// composed anew at each try, so neither the input nor the history holds a secret or an address.
/// </summary>
public static class MessageDelivery
{
    /// <summary>The stored name.</summary>
    public const string Kind = "delivery-v1";

    /// <summary>How the ids of deliveries begin, so that a hub finds them among the workflows of changes, which it keeps.</summary>
    public const string IdPrefix = "delivery-";

    /// <summary>The stored name of the activity that tries what is due.</summary>
    public const string DeliverName = "deliver";

    private static readonly RetryPolicy Patience = new(1000, TimeSpan.FromSeconds(2), 2, TimeSpan.FromMinutes(15));

    /// <summary>Adds the workflow and its activity.</summary>
    public static WorkflowCatalog AddDeliveries(
        this WorkflowCatalog catalog, Func<DeliveryBatch, CancellationToken, Task<DeliveryProgress>> deliver) => catalog
        .AddWorkflow<DeliveryBatch, string>(Kind, Run)
        .AddActivity(DeliverName, deliver);

    /// <summary>Runs one batch to its end.</summary>
    public static async Task<string> Run(IWorkflowContext context, DeliveryBatch batch)
    {
        while (await Try() is { NextAttempt: { } next })
        {
            context.SetStatus(new WorkflowStatus(["next attempt"], "waiting", Version: 0, next));
            await context.Sleep(next);
        }

        return "done";

        Task<DeliveryProgress> Try() => context.Call<DeliveryProgress>(DeliverName, batch, Patience);
    }
}

/// <summary>The input of a delivery: rows of the table of deliveries.</summary>
/// <param name="Partition">Their partition.</param>
/// <param name="First">The key of the first; all of the batch carry it.</param>
public sealed record DeliveryBatch(string Partition, string First)
{
    /// <summary>
    /// How often its row has been set off anew: a message came back, or somebody asked for another try. Each time has a workflow of its own, because one that
    /// is about to end hears nothing any more; the one before finds that it has no rows.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Renewal { get; init; }

    /// <summary>The id of the workflow.</summary>
    [JsonIgnore]
    public string WorkflowId => MessageDelivery.IdPrefix + (Renewal == 0
        ? $"{Partition}-{First}"
        // No key of a delivery holds a dot.
        : string.Create(CultureInfo.InvariantCulture, $"{Partition}-{First}.{Renewal}"));
}

/// <summary>How far a batch has come.</summary>
/// <param name="NextAttempt">When something is to be tried again; null: nothing is.</param>
public sealed record DeliveryProgress(DateTimeOffset? NextAttempt);
