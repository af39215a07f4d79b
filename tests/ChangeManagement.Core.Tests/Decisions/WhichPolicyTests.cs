namespace ChangeManagement.Decisions;

/// <summary>Decision 6: the request names its policy; else the caller's token or the server's default does.</summary>
public sealed class WhichPolicyTests
{
    [Theory]
    [InlineData("build-os", "priority-approval", "advisory-board", "build-os")]
    [InlineData(null, "priority-approval", "advisory-board", "priority-approval")]
    [InlineData(null, null, "advisory-board", "advisory-board")]
    public void Request_ElseToken_ElseServer(string? requested, string? token, string? server, string chosen)
    {
        var (policy, error) = Shipped.Rulebook.Choose(requested, token, server);

        Assert.Equal((chosen, null), (policy?.Id, error?.Message));
    }

    [Theory]
    [InlineData("biuld-os", "priority-approval", "Unknown policy 'biuld-os'; did you mean 'build-os'?")]
    [InlineData(null, "gone", "Unknown policy 'gone'; known are advisory-board, build-os, gateway-operations, priority-approval, security-officer.")]
    [InlineData(null, null, "Name the policy: advisory-board, build-os, gateway-operations, priority-approval or security-officer.")]
    public void UnknownPolicy_IsNeverReplacedByADefault(string? requested, string? token, string message)
    {
        var (policy, error) = Shipped.Rulebook.Choose(requested, token, null);

        Assert.Null(policy);
        Assert.Equal(("policy", message), (error?.Field, error?.Message));
    }
}
