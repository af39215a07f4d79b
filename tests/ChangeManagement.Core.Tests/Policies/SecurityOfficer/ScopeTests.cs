namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>002 Scope.</summary>
public class ScopeTests
{
    [Theory]
    [InlineData("environment", "development", "Development/staging environment changes are excluded (unless affecting security).")]
    [InlineData("environment", "staging", "Development/staging environment changes are excluded (unless affecting security).")]
    [InlineData("documentation_only", true, "Documentation-only changes are excluded (unless security-related).")]
    public void Excluded_IsOutOfScopeWithTheExceptionThatApplied(string field, object value, string exception)
    {
        var objection = Given.Standard((field, value)).OutOfScope;

        Assert.Equal((exception, "002 Scope"), (objection?.Message, objection?.Because.Single().Source));
    }

    [Theory]
    [InlineData("environment", "development")]
    [InlineData("environment", "staging")]
    [InlineData("documentation_only", true)]
    public void Excluded_UnlessItAffectsSecurity(string field, object value) =>
        Assert.Null(Given.Standard((field, value), ("security_areas", new[] { "other" })).OutOfScope);

    [Fact]
    public void Production_IsCovered() => Assert.Null(Given.Standard(("environment", "production")).OutOfScope);

    [Fact]
    public void ARequestThatDoesNotSayItsEnvironment_IsCovered() => Assert.Null(Given.Standard().OutOfScope);
}
