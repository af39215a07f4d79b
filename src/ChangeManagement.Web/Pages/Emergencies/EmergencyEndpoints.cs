using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
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

namespace ChangeManagement.Web.Pages.Emergencies;

/// <summary>Raising an emergency in one short form (U4): one call opens the change and starts its clock.</summary>
internal static class EmergencyEndpoints
{
    /// <summary>Maps <c>/emergencies/new</c>.</summary>
    public static void MapEmergencies(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/emergencies/new", Ask).RequireAuthorization(Scopes.Write);
        routes.MapPost("/emergencies/new", Raise).RequireAuthorization(Scopes.Write).TakesForm();
    }

    private static IResult Ask(string? policy, string? type, HttpContext http, RulebookShelf shelf, ChangeDefaults defaults, TimeProvider time) =>
        Questions(policy, OfType(type), [], http, shelf, defaults, time) is { } questions ? Show(questions) : NoPolicy();

    private static async Task<IResult> Raise(HttpContext http, ChangeDesk desk, RulebookShelf shelf, ChangeDefaults defaults, TimeProvider time)
    {
        var form = await http.ReadForm();
        if (Questions(form.TextOrNull("policy"), Facts.None, form.Names, http, shelf, defaults, time) is not { } questions)
        {
            return NoPolicy();
        }

        var facts = Facts.None;
        try
        {
            var rulebook = shelf.Current;
            var fields = questions.Policy.Fields.Values.Where(field => form.Names.Contains(field.Name, StringComparer.Ordinal));
            var read = new FieldReader(questions.Policy, rulebook.Systems, rulebook.Directory).Read(PostedFields.Read(form, fields));
            facts = read.Facts;
            if (!read.Errors.IsEmpty)
            {
                return Again(new Refusal.BadFields(read.Errors));
            }

            var request = new Submit(facts, questions.Class.Name, Requester: null, Voices(form));
            if (!CommandScopes.Allow(http.User, request))
            {
                return StatusPages.Forbidden();
            }

            return await desk.Submit(request, questions.Policy.Id, form.Caller(http), time.GetUtcNow(), http.RequestAborted) switch
            {
                Handled.Done(var change, _) => PageResults.SeeOther($"/changes/{change.Number}"),
                Handled.Refused(var refusal, _) => Again(refusal),
                Handled.KeyReused => Again(new Refusal.BadInput("You sent this form before with another content. Look for the emergency in the register.")),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (BadBodyException bad)
        {
            return Again(new Refusal.BadInput(bad.Message));
        }
        catch (StoreUnavailableException busy)
        {
            // Whoever has just typed this on a phone does not have to type it again.
            return Show(AgainOf(), form, busy.Message, StatusCodes.Status503ServiceUnavailable);
        }

        IResult Again(Refusal refusal) => Show(AgainOf(), form, refusal.Message, Refusals.StatusOf(refusal));

        EmergencyQuestions AgainOf() =>
            Questions(questions.Policy.Id, facts.With(OfType(form.Written(CatalogueType.Field))), form.Names, http, shelf, defaults, time)!;
    }

    private static EmergencyQuestions? Questions(
        string? policy, Facts said, IEnumerable<string> written, HttpContext http, RulebookShelf shelf, ChangeDefaults defaults, TimeProvider time)
    {
        var rulebook = shelf.Current;
        var known = EmergencyQuestions.PoliciesOf(rulebook).ToList();
        var chosen = known.Find(each => each.Id == (policy ?? http.User.DefaultPolicy() ?? defaults.PolicyId)) ?? known.FirstOrDefault();
        return chosen is null ? null : EmergencyQuestions.Of(chosen, said, written, rulebook, http.User.Actor(), time.GetUtcNow());
    }

    private static ImmutableArray<Authorize> Voices(PostedForm form) =>
    [
        .. from row in VoiceRow.All
           let person = form.TextOrNull(row.By)
           where person is not null || form.Text(row.How).Length > 0 || form.Text(row.At).Length > 0
           select new Authorize(
               person ?? throw new BadBodyException("Choose who said yes by voice, or empty what you wrote about it."),
               form.TextOrNull(row.How) ?? "by voice", form.Instant(row.At), Role: null),
    ];

    private static Facts OfType(string? type) =>
        string.IsNullOrEmpty(type) ? Facts.None : new Facts(Facts.None.Values.Add(CatalogueType.Field, new FactValue.Text(type)));

    private static IResult Show(
        EmergencyQuestions questions, PostedForm? refused = null, string? message = null, int status = StatusCodes.Status200OK) =>
        PageResults.Show<EmergencyPage>(new { Questions = questions, Refused = refused, Message = message }, status);

    private static IResult NoPolicy() => StatusPages.NotFound("A policy for emergencies");
}
