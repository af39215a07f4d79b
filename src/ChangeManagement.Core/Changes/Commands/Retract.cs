namespace ChangeManagement.Changes.Commands;

/// <summary>A person takes their answer back before it counts; their seat is asked again.</summary>
public sealed record Retract(string Stage) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        var stage = change.Stages.FirstOrDefault(stage => stage.Definition.Name == Stage);
        if (stage?.Answers.FirstOrDefault(answer => circumstances.Actor.Is(answer.Person)) is not { } mine)
        {
            return new Refusal.BadInput("You have given no answer in this stage; there is nothing to take back.");
        }

        return mine.StandsFrom is not { } standsFrom || standsFrom <= circumstances.Now || change.State.IsEnded
            ? new Refusal.AnswerCounts(mine.StandsFrom ?? mine.At)
            : Decision.Accept(new ChangeEvent.AnswerRetracted(Stage, mine.Seat, mine.Person));
    }
}
