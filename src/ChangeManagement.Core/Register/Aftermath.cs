using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Workflows;

namespace ChangeManagement.Register;

/// <summary>
/// Brings everything outside of a change's partition up to it: lists, pre-approvals, and the workflow, which is started or rung. Reads the
/// change as it is now, so it may run late, twice, or once for several appends.
/// </summary>
public sealed class Aftermath(
    ChangeStreams streams, ChangeIndex index, PreApprovals preApprovals, PolicyArchive policies, IWorkflowClient workflows,
    ChangeNumbers numbers, Intents intents, ChangeDesk desk)
{
    /// <summary>Does it, and lets go of what announced it.</summary>
    /// <param name="isNew">True for a new change, whose claim announced it.</param>
    /// <param name="announced">The intents of the appends that are followed up.</param>
    public Task Run(string number, bool isNew, IReadOnlyCollection<Intent> announced, CancellationToken cancellation) =>
        Run(number, isNew, announced, isMending: false, cancellation);

    /// <summary>Finishes what was left by somebody who may have ended half-way.</summary>
    /// <inheritdoc cref="Run(string, bool, IReadOnlyCollection{Intent}, CancellationToken)"/>
    public Task Mend(string number, bool isNew, IReadOnlyCollection<Intent> announced, CancellationToken cancellation) =>
        Run(number, isNew, announced, isMending: true, cancellation);

    private async Task Run(
        string number, bool isNew, IReadOnlyCollection<Intent> announced, bool isMending, CancellationToken cancellation)
    {
        var change = (await streams.Load(number, cancellation))?.Change;
        if (change is not null)
        {
            await index.Show(change, isMending, cancellation);
            if (change.State is ChangeState.Closed)
            {
                await preApprovals.Count(change, await policies.Get(change.Policy, cancellation), cancellation);
            }

            if (isNew)
            {
                await TellFollowed(change, cancellation);
            }

            await Wake(change, isNew, $"v{change.Version}", cancellation);
        }

        await Task.WhenAll(
            isNew ? numbers.Settle(number, cancellation) : Task.CompletedTask,
            intents.Settle(number, change?.Version, announced, cancellation));
    }

    /// <summary>Starts the change's workflow, or rings it. A change that ended at once never has one.</summary>
    /// <param name="occasion">Tells this ring from others: a workflow hears one of the same occasion once.</param>
    public async Task Wake(Change change, bool isNew, string occasion, CancellationToken cancellation)
    {
        if (isNew && change.State.IsEnded)
        {
            return;
        }

        var ring = isNew ? RaiseOutcome.Unknown : await Ring(change.WorkflowId, change, occasion, cancellation);
        if (ring is RaiseOutcome.Unknown)
        {
            await workflows.Start(
                ChangeWorkflows.KindOf(change.Assessment.Kind), change.WorkflowId, new ChangeRun(change.Number, change.Run), cancellation);
        }

        if (change.Run > 1)
        {
            // The run before has to see that it was superseded; one that has ended does not hear this.
            await Ring($"{change.Number}-r{change.Run - 1}", change, occasion, cancellation);
        }
    }

    /// <summary>The new change knows whom it follows since its submission; here the other learns of it.</summary>
    private async Task TellFollowed(Change change, CancellationToken cancellation)
    {
        foreach (var link in change.Links.Where(link => link.Relation == Relations.Follows))
        {
            var caller = new Caller(Actor.Workflow, $"follow-up-{change.Number}");
            await desk.Handle(link.Number, new LinkFollowUp(change.Number), caller, change.SubmittedAt, cancellation);
        }
    }

    private Task<RaiseOutcome> Ring(string workflowId, Change change, string occasion, CancellationToken cancellation) =>
        workflows.Raise(workflowId, ChangeWatch.DoorbellName, new Doorbell(change.Version), occasion, cancellation);
}
