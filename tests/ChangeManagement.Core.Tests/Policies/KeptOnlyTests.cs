namespace ChangeManagement.Policies;

/// <summary>What falls away with a change that failed or was rolled back: by kind, unless the policy says otherwise or it has a deadline.</summary>
public sealed class KeptOnlyTests
{
    [Theory]
    [InlineData(RequirementKind.Field, false)]
    [InlineData(RequirementKind.Criterion, false)]
    [InlineData(RequirementKind.Test, true)]
    [InlineData(RequirementKind.Check, true)]
    [InlineData(RequirementKind.Evidence, false)]
    [InlineData(RequirementKind.Verification, true)]
    [InlineData(RequirementKind.Documentation, false)]
    [InlineData(RequirementKind.Review, false)]
    [InlineData(RequirementKind.Duty, false)]
    public void ByItsKind_WhatShowsThatTheChangeWorks_FallsAway_AndWhatIsWrittenStays(RequirementKind kind, bool fallsAway)
    {
        var requirement = Asked(kind);
        Assert.Equal(fallsAway, requirement.FallsAwayWithoutSuccess());
        Assert.True((requirement with { KeptOnly = true }).FallsAwayWithoutSuccess());
        Assert.False((requirement with { KeptOnly = false }).FallsAwayWithoutSuccess());
        Assert.False((requirement with { KeptOnly = true, Within = new Allowance.Elapsed(TimeSpan.FromHours(24)) }).FallsAwayWithoutSuccess());
    }

    private static Requirement Asked(RequirementKind kind) => new()
    {
        Kind = kind,
        Name = "it",
        Title = "It",
        Before = Gate.Close,
        Because = [new Because("003 §1", "always", "")],
    };
}
