namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §1, and "Applies To: All environments".</summary>
public class ScopeTests
{
    [Theory]
    [InlineData("Application code changes", "application-code")]
    [InlineData("Schema migrations", "schema")]
    [InlineData("Infrastructure modifications", "infrastructure")]
    [InlineData("Access control changes", "access-control")]
    [InlineData("AI orchestration updates", "orchestration")]
    [InlineData("Security control updates", "security-controls")]
    [InlineData("Configuration changes", "configuration")]
    [InlineData("Third-party integration changes", "third-party-integration")]
    [InlineData("Compliance control modifications", "compliance-controls")]
    public void EverythingListed_IsInScope(string change, string altered)
    {
        Assert.Null(Given.Normal(("title", change), ("alters", new[] { altered })).OutOfScope);
        Assert.Null(Given.Emergency(("title", change), ("alters", new[] { altered })).OutOfScope);
    }

    [Theory]
    [InlineData("development")]
    [InlineData("staging")]
    [InlineData("production")]
    public void EveryEnvironment_IsInScope(string environment) => Assert.Null(Given.Standard(("environment", environment)).OutOfScope);
}
