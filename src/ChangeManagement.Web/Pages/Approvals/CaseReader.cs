using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Pages.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Web.Pages.Approvals;

/// <summary>Finds the approval that a request is about.</summary>
internal static class CaseReader
{
    /// <summary>The approval behind a link; null if the link is unknown, or too old, or its person has left.</summary>
    public static async Task<ApprovalCase?> OfLink(string token, HttpContext http)
    {
        var services = http.RequestServices;
        var link = await services.GetRequiredService<ApprovalLinks>().Find(token, http.RequestAborted);
        if (link is null
            || link.Expires <= services.GetRequiredService<TimeProvider>().GetUtcNow()
            || PersonOf(link.PersonId, http) is not { } person
            || await services.GetRequiredService<ChangeDesk>().Find(link.Number, http.RequestAborted) is not { } change)
        {
            return null;
        }

        http.IsReadBy(person);
        return await Case(change, link.Stage, link.Round, person, $"/approvals/{Uri.EscapeDataString(token)}", token, http);
    }

    /// <summary>The approval of a change that is open, or was decided last, for the person who is signed in; null if there is none.</summary>
    public static async Task<ApprovalCase?> OfVisitor(string number, HttpContext http)
    {
        var desk = http.RequestServices.GetRequiredService<ChangeDesk>();
        if (!ChangeIndex.IsNumber(number)
            || PersonOf(http.User.Actor().Id, http) is not { } person
            || await desk.Find(number, http.RequestAborted) is not { } change
            || (change.OpenStage ?? change.Stages.LastOrDefault(stage => stage.Status is not StageStatus.Waiting)) is not { } stage)
        {
            return null;
        }

        return await Case(change, stage.Definition.Name, change.Round, person, $"/changes/{number}/approval", token: null, http);
    }

    private static async Task<ApprovalCase> Case(
        Change change, string stage, int round, Person person, string path, string? token, HttpContext http)
    {
        var services = http.RequestServices;
        var circumstances = await services.GetRequiredService<ChangeDesk>().CircumstancesOf(
            change, Actor.Person(person.Id), services.GetRequiredService<TimeProvider>().GetUtcNow(), http.RequestAborted);
        var visitor = VisitorBeside(person, http);
        // The mailbox of Development shows everybody's links to one person, who may then act for everybody.
        var standing = visitor is not null && !services.GetRequiredService<IHostEnvironment>().IsDevelopment()
            ? new Standing.NotYours(visitor)
            : Standing.Of(change, stage, round, person.Id, circumstances);
        var history = standing is Standing.Superseded
            ? await services.GetRequiredService<ChangeStreams>().History(change.Number, from: 1, http.RequestAborted)
            : [];
        var proof = token is null ? Proof.None : await Proofs.Of(token, standing, change, circumstances, http);
        return new ApprovalCase(change, circumstances, standing, person, path, token, proof, visitor, Difference.Since(round, history));
    }

    private static Person? VisitorBeside(Person person, HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true } && !http.User.Actor().Is(person.Id) ? PersonOf(http.User.Actor().Id, http) : null;

    private static Person? PersonOf(string id, HttpContext http) =>
        http.RequestServices.GetRequiredService<RulebookShelf>().Current.Directory.Find(id);
}
