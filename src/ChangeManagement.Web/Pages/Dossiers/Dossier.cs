using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using ChangeManagement.Workflows;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Pages.Dossiers;

/// <summary>Everything that the page of one change shows to one person.</summary>
/// <param name="Circumstances">What a decision of that person would look at now.</param>
/// <param name="History">Everything that happened, in order.</param>
/// <param name="Workflow">What runs the change; null: not started yet, or never needed.</param>
public sealed record Dossier(Change Change, Circumstances Circumstances, IReadOnlyList<StoredEvent> History, WorkflowInstance? Workflow)
{
    /// <summary>True if the workflow was paused or ended before the change was, or failed: no reminders and no deadlines any more.</summary>
    public bool IsUnattended => !Change.State.IsEnded && Workflow is { IsAttending: false };

    /// <summary>The policy that the change keeps.</summary>
    public Policy Policy => Circumstances.Policy;

    /// <summary>The address of the change.</summary>
    public string Path => $"/changes/{Change.Number}";

    /// <summary>What the person can do now.</summary>
    public IReadOnlyList<PossibleTask> Tasks => [.. PossibleTask.Of(Change, Circumstances)];

    /// <summary>The seat that the person is asked to fill; null: none.</summary>
    public Candidate? MySeat => Change.OpenStage is { } stage && Change.State is not ChangeState.OnHold
        ? Seating.Asked(stage, Change, Circumstances).FirstOrDefault(candidate => Circumstances.Actor.Is(candidate.Person.Id))
        : null;

    /// <summary>True if the person may answer the requirement.</summary>
    public bool MayAnswer(Requirement requirement) => PossibleTask.MayAnswer(requirement, Change, Circumstances);

    /// <summary>True if the person may answer what approvers ask.</summary>
    public bool MayAnswerQuestions => !Change.State.IsEnded && AnswerQuestion.MayAnswer(Change, Circumstances);

    /// <summary>The dossier as the signed-in person sees it; null if there is no such change.</summary>
    internal static async Task<Dossier?> Load(string number, HttpContext http)
    {
        var services = http.RequestServices;
        var desk = services.GetRequiredService<ChangeDesk>();
        if (!ChangeIndex.IsNumber(number) || await desk.Find(number, http.RequestAborted) is not { } change)
        {
            return null;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return new Dossier(
            change,
            await desk.CircumstancesOf(change, http.User.Actor(), now, http.RequestAborted),
            await services.GetRequiredService<ChangeStreams>().History(number, from: 1, http.RequestAborted),
            await services.GetRequiredService<IWorkflowClient>().Find(change.WorkflowId, http.RequestAborted));
    }
}
