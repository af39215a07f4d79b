using System.Collections.Immutable;
using ChangeManagement.Policies.Conditions;
using ChangeManagement.Policies.Effects;

namespace ChangeManagement.Policies;

/// <summary>When it applies, and what it then requires.</summary>
public sealed record Rule(RuleSource Because, Condition When, ImmutableArray<Effect> Effects)
{
    internal void Apply(Situation situation, AssessmentBuilder builder)
    {
        if (!When.Holds(situation))
        {
            return;
        }

        var because = Because.Explain(When, situation);
        foreach (var effect in Effects)
        {
            effect.Apply(builder, because);
        }
    }
}
