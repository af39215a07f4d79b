namespace ChangeManagement.Changes.Commands;

/// <summary>A person who is asked to approve asks something first; the time to answer runs on.</summary>
public sealed record Ask(string Stage, string Text) : ChangeCommand
{
    private const int MostQuestions = 100;

    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (circumstances.Actor.Kind is not ActorKind.Person)
        {
            return new Refusal.SystemsFillNoSeat();
        }

        if (change.OpenStage is not { } stage || stage.Definition.Name != Stage)
        {
            return AskedPerson.NothingToDecide(change, circumstances.Actor.Id);
        }

        var asked = Seating.Possible(stage, change, circumstances).Concat(Seating.AskedLast(stage, change, circumstances));
        return !asked.Any(candidate => circumstances.Actor.Is(candidate.Person.Id))
                ? new Refusal.NotYourTask("ask about", "those who are asked to approve")
            : Text.Length == 0 ? new Refusal.BadInput("Write what you want to know.")
            : change.Questions.Length >= MostQuestions ? new Refusal.BadInput($"A change takes {MostQuestions} questions; talk to the requester.")
            : Decision.Accept(new ChangeEvent.QuestionAsked(Stage, circumstances.Actor.Id, Text));
    }
}

/// <summary>The requester or the change owner answers a question.</summary>
/// <param name="Question">Its number, from 1.</param>
public sealed record AnswerQuestion(int Question, string Text) : ChangeCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (!Amend.MayAmend(change, circumstances))
        {
            return new Refusal.NotYourTask("answer a question about", "the requester and the change owner");
        }

        if (Question < 1 || Question > change.Questions.Length)
        {
            return new Refusal.BadInput($"There is no question {Question}; the change has {change.Questions.Length}.");
        }

        return change.Questions[Question - 1].Answer is { } given
                ? new Refusal.QuestionIsAnswered(given.Person, given.At)
            : change.State.IsEnded ? new Refusal.WrongState("answer a question about", change.State.Name, "Nobody waits for it any more.")
            : Text.Length == 0 ? new Refusal.BadInput("Write the answer.")
            : Decision.Accept(new ChangeEvent.QuestionAnswered(Question, circumstances.Actor.ToString(), Text));
    }
}
