using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Policies.Conditions;
using ChangeManagement.Policies.Effects;
using NodaTime;

namespace ChangeManagement.Policies;

/// <summary>
/// Computes what a policy makes of a request. A pure function: the same policy, facts and inputs always give the same assessment, so it
/// serves submission, preview and simulation alike (P4, P5, P6).
/// </summary>
public static class Assessor
{
    /// <summary>Class, then risk, then the class again if the risk changes it, then every rule that applies.</summary>
    /// <exception cref="ArgumentException">The inputs name a class that the policy does not have.</exception>
    public static Assessment Assess(Policy policy, Facts facts, AssessmentInputs inputs)
    {
        var request = new Situation { Policy = policy, Facts = facts, Now = inputs.Now, Systems = inputs.Systems };
        var (situation, risk, because) = Rate(request, policy.Classification.Classify(request, inputs));

        var builder = new AssessmentBuilder(policy);
        foreach (var rule in policy.Rules)
        {
            rule.Apply(situation, builder);
        }

        var exclusion = policy.OutOfScope.FirstOrDefault(exclusion => exclusion.When.Holds(situation));
        var built = builder.Build();
        return built with
        {
            LeadTimeTarget = Target(policy, [.. builder.LeadTime(built)], inputs),
            Class = situation.Class!,
            RequestedClass = inputs.RequestedClass,
            ClassBecause = because,
            Kind = situation.Kind!.Value,
            Risk = risk,
            OutOfScope = exclusion is null
                ? null
                : new Objection(exclusion.Message, [exclusion.Because.Explain(exclusion.When, situation)]),
            CalendarVersion = $"tzdb {DateTimeZoneProviders.Tzdb.VersionId}, {policy.Id} {policy.Version}",
        };
    }

    /// <summary>Elapsed time from the request to the last of deadlines that follow each other; null of none.</summary>
    private static TimeSpan? Target(Policy policy, ImmutableArray<Allowance> allowances, AssessmentInputs inputs)
    {
        var requested = inputs.RequestedAt ?? inputs.Now;
        return allowances.IsEmpty ? null : allowances.Aggregate(requested, (from, allowance) => policy.Deadline(allowance, from)) - requested;
    }

    private static (Situation Situation, RiskAssessment Risk, ImmutableArray<Because> Because) Rate(
        Situation request, (string Class, Because Because) first)
    {
        var policy = request.Policy;
        var (situation, risk) = RateAs(request, first.Class);
        ImmutableArray<Because> because = [first.Because];
        if (policy.Classification.Again(situation) is { } second)
        {
            (situation, risk) = RateAs(request, second.Class);
            because = because.Add(second.Because);
        }

        if (policy.Classification.KindRuleFor(situation) is { } rule)
        {
            because = because.Add(rule.Because.Explain(rule.When, situation));
            situation = situation with { Kind = rule.Kind };
        }

        return (situation, risk, because);
    }

    private static (Situation Situation, RiskAssessment Risk) RateAs(Situation request, string name)
    {
        var situation = request with { Class = name, Kind = request.Policy.Classes[name].Kind };
        var risk = request.Policy.Risk.Rate(situation);
        return (situation with { Risk = risk.Level }, risk);
    }
}
