using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Walks;

/// <summary>A script that looks for <c>approved_at</c> never takes a no for a yes.</summary>
public sealed class RejectionAnswer
{
    [Fact]
    public async Task ARejection_SaysWhoDecidedWhatAndWhen_AndNothingOfAnApproval()
    {
        await using var product = new RunningProduct();
        var number = (await (await product.As("chen")).Submit(BadInput.PlainRequest.Good)).Number;
        var answer = await (await product.As("emil")).Do(number, "approve", new { approved = false, comments = "Not this week" });
        Assert.Equal(
            ("rejected", "engineering-manager", "emil"), (answer.Text("decision"), answer.Text("decided_by"), answer.Text("decided_by_person")));
        Assert.StartsWith("2026-03-03T15:00:00", answer.Text("decided_at"), StringComparison.Ordinal);
        Assert.DoesNotContain("approved_", answer.Body, StringComparison.Ordinal);
    }
}
