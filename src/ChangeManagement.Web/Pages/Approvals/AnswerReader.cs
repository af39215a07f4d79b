using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Pages.Forms;

namespace ChangeManagement.Web.Pages.Approvals;

/// <summary>From the form of an approval to its command.</summary>
internal static class AnswerReader
{
    /// <summary>The command.</summary>
    /// <exception cref="BadBodyException">Nothing was chosen, or what was written does not fit the choice.</exception>
    public static ChangeCommand Read(PostedForm form, Standing.Open open) => form.Text("choice") switch
    {
        Choices.Approve => Answer(approves: true, [], form, open),
        Choices.ApproveOnConditions => Answer(approves: true, Conditions(form), form, open),
        Choices.Reject => Answer(approves: false, [], form, open),
        Choices.Delegate => new PassOn(
            open.Stage.Definition.Name,
            form.TextOrNull("to") ?? throw new BadBodyException("Choose to whom you pass it on."),
            form.Text("handover"),
            open.Seat.Role),
        Choices.Ask => new Ask(open.Stage.Definition.Name, form.Text("question")),
        _ => throw new BadBodyException("Choose your answer: approve, reject, or one of the others."),
    };

    private static Approve Answer(bool approves, ImmutableArray<string> conditions, PostedForm form, Standing.Open open)
    {
        if (conditions.IsEmpty && form.Text("conditions").Length > 0)
        {
            throw new BadBodyException("You wrote conditions: choose \"Approve on conditions\", or remove them.");
        }

        return new Approve(
            approves,
            // Where the browser shows all fields at once, the reason may stand in the field for comments.
            approves ? form.Text("comments") : form.TextOrNull("reason") ?? form.Text("comments"),
            Words.Conditions(conditions),
            Words.Gate(form.TextOrNull("conditions_before")),
            open.Seat.Role,
            form.TextOrNull("content"),
            MayUndo: true);
    }

    private static ImmutableArray<string> Conditions(PostedForm form) =>
        form.Text("conditions").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } conditions
            ? [.. conditions]
            : throw new BadBodyException("Write your conditions, one per line, or approve without.");
}
