using Microsoft.DurableTask.Client;

namespace ChangeManagement.Functions.Durable;

/// <summary>
/// The client of the task hub. The host gives it to functions only, by <c>[DurableClient]</c>, while starts and doorbells come from services: so
/// every function passes on what it was given before it does anything else. It works as long as the process does.
/// </summary>
public sealed class TaskHub
{
    private volatile DurableTaskClient? client;

    /// <summary>The client.</summary>
    /// <exception cref="InvalidOperationException">No function has run yet.</exception>
    public DurableTaskClient Client => client ?? throw new InvalidOperationException(
        "No function has passed on its client of the task hub yet: take one by [DurableClient] and call TaskHub.Use first.");

    /// <summary>Passes on what the host gave to a function.</summary>
    public void Use(DurableTaskClient given) => client = given;
}
