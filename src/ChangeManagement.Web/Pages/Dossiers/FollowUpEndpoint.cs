using System.Text.Json;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Pages.Forms;
using ChangeManagement.Web.Pages.Shell;
using ChangeManagement.Web.Pages.Statuses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Dossiers;

/// <summary>The form that submits a follow-up change from the page of one that failed or was rolled back (W5).</summary>
internal static class FollowUpEndpoint
{
    /// <summary>The last part of its address.</summary>
    public const string Name = "follow-up";

    /// <summary>Maps <c>/changes/{number}/follow-up</c>.</summary>
    public static void MapFollowUps(this IEndpointRouteBuilder routes) =>
        routes.MapPost($"/changes/{{number}}/{Name}", Submit).RequireAuthorization(Scopes.Write).TakesForm();

    private static async Task<IResult> Submit(
        string number, HttpContext http, ChangeDesk desk, RulebookShelf shelf, ChangeDefaults defaults, TimeProvider time)
    {
        if (await Dossier.Load(number, http) is not { } dossier)
        {
            return StatusPages.NotFound($"Change '{Shown.Line(number)}'");
        }

        var form = await http.ReadForm();
        try
        {
            var said = JsonSerializer.SerializeToElement(new { title = form.Text("title"), description = form.Text("description") });
            var (request, policy) = SubmissionReader.Read(new RequestBody(FollowUps.Of(dossier.Change, said), Digest: ""), http, shelf.Current, defaults);
            if (request is null)
            {
                return Again(policy.Refusal!);
            }

            return await desk.Submit(request, policy.Id, form.Caller(http), time.GetUtcNow(), http.RequestAborted) switch
            {
                Handled.Done(var change, _) => PageResults.SeeOther($"/changes/{change.Number}"),
                Handled.Refused(var refusal, _) => Again(refusal),
                Handled.KeyReused => Again(new Refusal.BadInput(Refusals.SentBefore)),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (BadBodyException bad)
        {
            return Again(new Refusal.BadInput(bad.Message));
        }

        IResult Again(Refusal refusal) => PageResults.Show<DossierPage>(
            new { Dossier = dossier, Refused = form, refusal.Message }, Refusals.StatusOf(refusal));
    }
}
