using ChangeManagement.Policies.Conditions;

namespace ChangeManagement.Policies;

/// <summary>Where a rule comes from.</summary>
/// <param name="Clause">For example <c>003 §4.4</c> or <c>decision: strictest-union</c>.</param>
/// <param name="Reason">Why, for a decision of the product; null when the clause speaks for itself.</param>
public sealed record RuleSource(string Clause, string? Reason)
{
    internal Because Explain(Condition condition, Situation situation) =>
        new(Clause, condition.Words, condition.Inputs(situation), Reason);
}
