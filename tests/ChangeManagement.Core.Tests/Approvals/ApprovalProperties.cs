using ChangeManagement.Changes;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeManagement.Approvals;

/// <summary>
/// A5, A6, W2: whatever people do in whatever order, an approval ends as the plain reference model says. A failure prints the case, made as
/// small as possible, and the seed that plays it again.
/// </summary>
public sealed class ApprovalProperties
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(600);

    [Fact]
    public void EveryStep_EndsAsInTheReferenceModel() => Check.One(Often, Prop.ForAll(ApprovalCase.Any, each => Play(each, (life, model, accepted, _) =>
    {
        if (accepted != (model is not null))
        {
            return $"the product {(accepted ? "accepts" : "refuses")} it";
        }

        return model is null || Seen(life.Change!) == Seen(model) ? null : $"\n{Seen(life.Change!)}\ninstead of\n{Seen(model)}";
    })));

    [Fact]
    public void NobodyFillsTwoSeats_AndNoVoiceIsHeardTwice() => Check.One(Often, Prop.ForAll(ApprovalCase.Any, each => Play(each, (life, _, _, _) =>
        life.Change!.Stages.FirstOrDefault(stage =>
            stage.Answers.DistinctBy(answer => answer.Person).Count() < stage.Answers.Length
            || stage.Answers.DistinctBy(answer => answer.Seat).Count() < stage.Answers.Length
            || stage.Answers.DistinctBy(Voice).Count() < stage.Answers.Length
            || stage.Answers.Any(answer => answer.Person == life.Change.Requester || Voice(answer) == life.Change.Requester)) is { } stage
            ? $"{stage.Definition.Name}: {string.Join(", ", stage.Answers)}"
            : null)));

    [Fact]
    public void NoAnswerAfterTheExpiry_IsTaken() => Check.One(Often, Prop.ForAll(ApprovalCase.Any, each => Play(each, (life, _, _, _) =>
        life.Change!.Stages.FirstOrDefault(stage => stage.Answers.Any(answer => answer.At >= stage.Due || answer.StandsFrom > stage.Due)) is { } stage
            ? $"{stage.Definition.Name} was due {stage.Due:O}: {string.Join(", ", stage.Answers)}"
            : null)));

    [Fact]
    public void AnAnswerThatIsSentAgain_ChangesNothing() => Check.One(Often, Prop.ForAll(ApprovalCase.Any, each =>
    {
        var given = new List<(StepCase Step, string Stage, int Round)>();
        return Play(each, (life, _, accepted, now) =>
        {
            if (accepted && now.Step.Kind <= StepKind.RejectWithUndo)
            {
                given.Add((now.Step, now.OpenBefore, life.Change!.Round));
            }

            // In a later stage it would be another answer; the pages tie theirs to the stage that was looked at.
            var again = given.Where(answer => answer.Round == life.Change!.Round && answer.Stage == now.OpenAfter
                && life.Change.Stages.Any(stage => stage.Definition.Name == answer.Stage && stage.Answers.Any(mine => mine.Person == $"p{answer.Step.Person}")));
            var before = life.Change;
            return again.FirstOrDefault(answer => life.Take(answer.Step, answer.Stage, now.At) || !ReferenceEquals(before, life.Change)).Step is { } counted
                ? $"{counted} is taken again"
                : null;
        });
    }));

    [Fact]
    public void MostCases_AreAcceptedAndComeToAnEnd_SoThatThePropertiesSaySomething()
    {
        var ends = ApprovalCase.Any.Generator.Sample(400).Select(each =>
        {
            var last = "";
            Play(each, (life, _, _, _) => (last = life.Change!.State.Name) is null ? "" : null);
            return last;
        }).CountBy(end => end).ToDictionary();
        Assert.All(["awaiting-approval", "approved", "rejected", "expired"], end => Assert.InRange(ends.GetValueOrDefault(end), 10, 300));
    }

    private static string Voice(SeatAnswer answer) => answer.Mandate is Mandate.Delegate ? answer.OnBehalfOf! : answer.Person;

    /// <summary>Plays the case step by step on both; <paramref name="wrong"/> says what is wrong after a step, or null.</summary>
    private static bool Play(
        ApprovalCase each, Func<ApprovalLife, ReferenceModel?, bool, (StepCase Step, DateTimeOffset At, string OpenBefore, string OpenAfter), string?> wrong)
    {
        if (ApprovalLife.Of(each) is not { } life)
        {
            return true;
        }

        var (model, now) = (new ReferenceModel(each, ApprovalLife.Begin), ApprovalLife.Begin);
        foreach (var step in each.Steps)
        {
            now += TimeSpan.FromSeconds(step.SecondsLater);
            var after = model.After(step, now);
            var open = $"s{model.At(now).Stage}";
            var accepted = life.Take(step, open, now);
            if (wrong(life, after, accepted, (step, now, open, $"s{(after ?? model).At(now).Stage}")) is { } message)
            {
                throw new InvalidOperationException($"after {step} at {now:HH:mm:ss}: {message}\n{each}");
            }

            model = after ?? model;
        }

        return true;
    }

    private static string Seen(Change change) => $"{change.State.Name} {string.Join(" | ", change.Stages.Select(stage => string.Join(
        ", ",
        stage.Answers.Select(answer => Seen(answer.Person, Voice(answer), answer.Role, answer.Approves, answer.StandsFrom)).Order(StringComparer.Ordinal))))}";

    private static string Seen(ReferenceModel model) => $"{model.State} {string.Join(" | ", model.Answers.Select(stage => string.Join(
        ", ",
        stage.Select(given => Seen($"p{given.Person}", $"p{given.Voice}", $"r{given.Role}", given.Approves, given.StandsFrom)).Order(StringComparer.Ordinal))))}";

    private static string Seen(string person, string voice, string role, bool approves, DateTimeOffset? standsFrom) =>
        $"{person}{(voice == person ? "" : $" for {voice}")} {role} {(approves ? "yes" : "no")}{(standsFrom is null ? "" : $" from {standsFrom:HH:mm:ss}")}";
}
