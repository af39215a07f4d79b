using System.Collections.Immutable;

namespace ChangeManagement.Policies.Effects;

/// <summary>What a rule requires when it applies. A closed set; each effect applies itself.</summary>
public abstract record Effect
{
    internal abstract void Apply(AssessmentBuilder builder, Because because);
}

/// <summary>Seats of a stage of approval.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Roles">The roles of which one is enough for a seat.</param>
/// <param name="Count">How many such seats, each for another person.</param>
/// <param name="Within">How long the stage has; null: as long as the stage says.</param>
/// <param name="Chase">The chase plan; null: the stage's.</param>
/// <param name="Before">The gate; null: the stage's.</param>
public sealed record SeatsAsked(
    string Stage, ImmutableArray<string> Roles, int Count, Allowance? Within, string? Chase, Gate? Before) : Effect
{
    internal override void Apply(AssessmentBuilder builder, Because because) => builder.Stage(Stage).Add(this, because);
}

/// <summary>Less time, or another way to chase, for a stage that other rules give seats; alone it asks for no approval.</summary>
public sealed record StageHurried(string Stage, Allowance? Within, string? Chase) : Effect
{
    internal override void Apply(AssessmentBuilder builder, Because because) => builder.Stage(Stage).Hurry(this, because);
}

/// <summary>A requirement; its reasons are those of the rules that ask for it.</summary>
public sealed record RequirementAsked(Requirement Requirement) : Effect
{
    internal override void Apply(AssessmentBuilder builder, Because because) => builder.Require(Requirement with { Because = [because] });
}

/// <summary>Slots of the week in which alone it may be implemented.</summary>
public sealed record WindowAsked(ImmutableArray<WeeklySlot> Slots) : Effect
{
    internal override void Apply(AssessmentBuilder builder, Because because) => builder.Windows.Add(new WindowRule(Slots, because));
}

/// <summary>Roles that may implement and roll back.</summary>
public sealed record ImplementersNamed(ImmutableArray<string> Roles) : Effect
{
    internal override void Apply(AssessmentBuilder builder, Because because) => builder.Implementers.UnionWith(Roles);
}

/// <summary>How long it is watched; the longest wins.</summary>
public sealed record MonitoringAsked(TimeSpan Time) : Effect
{
    internal override void Apply(AssessmentBuilder builder, Because because) =>
        builder.Monitoring = Time > builder.Monitoring ? Time : builder.Monitoring;
}

/// <summary>How soon after the request it should be implemented: review and approval, one after the other; the shortest of each wins.</summary>
public sealed record LeadTimeExpected(Allowance Review, Allowance Approval) : Effect
{
    internal override void Apply(AssessmentBuilder builder, Because because) => builder.LeadTimes.Add(this);
}

/// <summary>It is rejected at once, and recorded as such.</summary>
public sealed record Rejected(string Message) : Effect
{
    internal override void Apply(AssessmentBuilder builder, Because because) => builder.Rejections.Add(new Objection(Message, [because]));
}

/// <summary>It may not be submitted like this.</summary>
public sealed record Refused(string Message) : Effect
{
    internal override void Apply(AssessmentBuilder builder, Because because) => builder.Refusals.Add(new Objection(Message, [because]));
}
