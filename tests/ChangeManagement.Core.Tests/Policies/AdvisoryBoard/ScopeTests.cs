namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §2 Scope.</summary>
public sealed class ScopeTests
{
    [Theory(DisplayName = "003 §2.1 covered")]
    [InlineData("application")]
    [InlineData("infrastructure")]
    [InlineData("database")]
    [InlineData("network")]
    [InlineData("security")]
    [InlineData("integrations")]
    [InlineData("configuration")]
    public void CoveredChange_IsInScope_EvenTogetherWithWhatIsNot(string touched)
    {
        Assert.Null(Given.Normal(RiskLevel.Low, ("touches", new[] { touched })).OutOfScope);
        Assert.Null(Given.Normal(RiskLevel.Low, ("touches", new[] { touched, "content", "user-data" })).OutOfScope);
    }

    [Theory(DisplayName = "003 §2.2 exclusion")]
    [InlineData("environment", "development", "Development and staging environments have a separate process.")]
    [InlineData("environment", "staging", "Development and staging environments have a separate process.")]
    [InlineData("touches", "content", "Content changes (non-code) are not changes under this policy.")]
    [InlineData("touches", "user-data", "User data changes have a separate process.")]
    public void ExcludedChange_IsOutOfScope(string field, string value, string message)
    {
        var exception = Given.Normal(RiskLevel.Low, (field, field == "touches" ? new[] { value } : value)).OutOfScope;

        Assert.Equal(message, exception?.Message);
        exception!.Because.Cites("§2.2");
    }

    [Fact(DisplayName = "003 §2.1 production is in scope")]
    public void Production_IsInScope() => Assert.Null(Given.Normal(RiskLevel.Low, ("environment", "production")).OutOfScope);
}
