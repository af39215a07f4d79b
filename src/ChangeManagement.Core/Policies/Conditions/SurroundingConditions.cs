using System.Collections.Immutable;
using ChangeManagement.Organisation;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Policies.Conditions;

/// <summary>Within or outside the business hours of the policy.</summary>
public enum TimeOfWeek
{
    /// <summary>People are at work.</summary>
    BusinessHours,

    /// <summary>Nights, weekends and holidays.</summary>
    AfterHours,
}

/// <summary>The request is assessed at such a time.</summary>
public sealed record TimeIs(TimeOfWeek Time) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"time is {Time.Word().Replace('-', ' ')}";

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => At(situation) == Time;

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) => [$"time = {At(situation).Word().Replace('-', ' ')}"];

    private static TimeOfWeek At(Situation situation) =>
        situation.Policy.Calendar.IsBusinessTime(situation.Now) ? TimeOfWeek.BusinessHours : TimeOfWeek.AfterHours;

    internal static Condition Read(YamlNode node, Vocabulary known) => new TimeIs(node.Word<TimeOfWeek>("time"));
}

/// <summary>One of the affected systems is of such a criticality.</summary>
public sealed record SystemIs(ImmutableArray<Criticality> Criticalities) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"an affected system is of {Criticalities.Select(criticality => criticality.Word()).Or()} criticality";

    /// <inheritdoc/>
    public override bool Holds(Situation situation) =>
        Affected(situation).Any(system => Criticalities.Contains(system.Criticality));

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) =>
        Affected(situation).Select(system => $"{system.Id} = {system.Criticality.Word()}").DefaultIfEmpty("affected_systems = not said");

    private static IEnumerable<ManagedSystem> Affected(Situation situation) =>
        situation.Facts.List(Systems.Field).Select(situation.Systems.Find).OfType<ManagedSystem>();

    internal static Condition Read(YamlNode node, Vocabulary known)
    {
        using var map = node.Map("a system condition");
        return new SystemIs(map.Need("criticality")?.Words<Criticality>("criticality") ?? []);
    }
}
