using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Pages.Dossiers.Tasks;
using ChangeManagement.Web.Pages.Forms;

namespace ChangeManagement.Web.Pages.Dossiers;

/// <summary>From the form of a task to its command.</summary>
internal static class TaskReader
{
    /// <summary>The command; null if there is no such task.</summary>
    /// <exception cref="BadBodyException">Something was sent that the form does not offer.</exception>
    public static ChangeCommand? Read(string task, PostedForm form, Dossier dossier, TimeSpan? averageTime) => task switch
    {
        TaskNames.Implement => new Implement(form.Text("plan"), form.Instant("at"), form.IsTicked("maintenance_window"), averageTime),
        TaskNames.Complete => new Complete(
            Words.Succeeded(form.Text("status")),
            form.Text("notes"),
            ReadFields(StatementForms.FieldsOfCompletion(dossier), form, dossier.Circumstances, StatementForms.Prefix),
            StatementForms.Read(form).RemoveRange(dossier.Policy.Fields.Keys),
            Words.Severity(form.TextOrNull("severity") ?? "medium")),
        TaskNames.Close => new Close(Facts.None, StatementForms.Read(form)),
        TaskNames.Authorize => new Authorize(form.Text("authorized_by"), form.Text("how"), form.Instant("at"), Role: null),
        TaskNames.Contest => new Contest(form.Text("reason")),
        TaskNames.ReportProblem => new ReportProblem(
            Words.Severity(form.Text("severity")), form.Text("description"), form.TextOrNull("trigger"), form.TextOrNull("incident")),
        TaskNames.DecideRollback => new DecideRollback(Words.RollBack(form.Text("decision")), form.Text("reason")),
        TaskNames.CompleteRollback => new CompleteRollback(StatementForms.Read(form)),
        TaskNames.Hold => new Hold(form.Text("reason")),
        TaskNames.Resume => new Resume(),
        TaskNames.Withdraw => new Withdraw(form.Text("reason")),
        _ => null,
    };

    /// <summary>The answer to a requirement; for a field the amendment that fills it in.</summary>
    /// <exception cref="BadBodyException">Something was sent that the form does not offer.</exception>
    public static ChangeCommand ReadAnswer(Requirement requirement, PostedForm form, Circumstances circumstances) =>
        requirement.Kind is RequirementKind.Field
            ? ReadField(requirement, form, circumstances)
            : new AnswerRequirements(
                requirement.Kind,
                [
                    Words.Item(new AnswerBody(
                        requirement.Name,
                        form.TextOrNull("result"),
                        form.Text("note"),
                        form.TextOrNull("reference"),
                        requirement.Environment is null ? null : form.TextOrNull("environment"),
                        Coverage(form),
                        StatementForms.Read(form))),
                ]);

    private static Amend ReadField(Requirement requirement, PostedForm form, Circumstances circumstances)
    {
        var field = circumstances.Policy.Fields[requirement.Name];
        var facts = ReadFields([field], form, circumstances, prefix: "");
        return facts.Says(field.Name) ? new Amend(facts) : throw new BadBodyException($"Fill in \"{field.Label}\".");
    }

    private static Facts ReadFields(IReadOnlyCollection<Field> fields, PostedForm form, Circumstances circumstances, string prefix)
    {
        var read = new FieldReader(circumstances.Policy, circumstances.Systems, circumstances.Directory).Read(PostedFields.Read(form, fields, prefix));
        return read.Errors.IsEmpty ? read.Facts : throw new BadBodyException(string.Join(" ", read.Errors.Select(error => error.Message)));
    }

    private static decimal? Coverage(PostedForm form) => form.TextOrNull("coverage") is not { } text ? null
        : decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var coverage) ? coverage
        : throw new BadBodyException("The coverage must be a number of percent.");
}
