namespace ChangeManagement.Policies.Conditions;

/// <summary>
/// When a rule applies. A closed set and no language: each condition judges itself, words itself, lists the inputs that it looked at and
/// reads itself from a file, where it refuses names that the policy does not know.
/// </summary>
public abstract record Condition
{
    /// <summary>The condition as a part of a sentence: <c>class is normal and risk is at least high</c>.</summary>
    public abstract string Words { get; }

    /// <summary>True if it holds. Something that is not known never makes a condition hold.</summary>
    public abstract bool Holds(Situation situation);

    /// <summary>The fields of the request that it reads by name.</summary>
    public virtual IEnumerable<string> Reads => [];

    /// <summary>What it looked at: <c>class = normal</c>.</summary>
    public virtual string Inputs(Situation situation) => string.Join(", ", Looked(situation).Distinct(StringComparer.Ordinal));

    /// <summary>Each thing that it looked at.</summary>
    protected internal abstract IEnumerable<string> Looked(Situation situation);
}
