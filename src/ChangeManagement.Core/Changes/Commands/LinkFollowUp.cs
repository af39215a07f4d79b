using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>Tells a change that failed or was rolled back which change follows it (W5). Given by the product, once per follow-up change.</summary>
/// <param name="Number">The follow-up change.</param>
public sealed record LinkFollowUp(string Number) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (change.Links.Contains(new LinkedChange(Number, Relations.FollowedBy)))
        {
            return Decision.Accept();
        }

        var linked = new ChangeEvent.Linked(Number, Relations.FollowedBy);
        return change.Open(Gate.Close).Any(open => open.Name == Relations.Requirement)
            ? Decision.Accept(linked, new ChangeEvent.RequirementAnswered(
                RequirementKind.Documentation, Relations.Requirement, Answer.Met($"Submitted as {Number}") with { Reference = Number }))
            : Decision.Accept(linked);
    }
}
