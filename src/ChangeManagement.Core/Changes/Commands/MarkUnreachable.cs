namespace ChangeManagement.Changes.Commands;

/// <summary>
/// The product could not bring a request of approval to a person. Whoever stands in is asked as well; the person may still answer. What is
/// no news changes nothing.
/// </summary>
public sealed record MarkUnreachable(string Stage, string Person, string Reason) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances) =>
        circumstances.Actor.Kind is not ActorKind.Workflow
            ? new Refusal.NotYourTask("say who cannot be reached about", "the product itself")
        : change.OpenStage is { } stage && stage.Definition.Name == Stage && !stage.Unreachable.Contains(Person)
            && Seating.Possible(stage, change, circumstances).Any(candidate => candidate.Person.Id == Person)
            ? Decision.Accept(new ChangeEvent.RecipientUnreachable(Stage, Person, Reason))
            : Decision.Accept();
}
