using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Histories;

/// <summary>Lives of changes that lead their workflows through every phase and every kind of wait. Each answers with the id of its workflow.</summary>
internal static class RecordedLives
{
    /// <summary>Tuesday, 06:00 in New York, when the windows of every risk of 003 open.</summary>
    public static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    public static IReadOnlyDictionary<string, Func<RunningProduct, Task<string>>> All { get; } =
        new Dictionary<string, Func<RunningProduct, Task<string>>>(StringComparer.Ordinal)
        {
            ["standard-to-closure"] = StandardToClosure,
            ["normal-to-closure"] = NormalToClosure,
            ["normal-reminded-escalated-and-expired"] = NormalUnanswered,
            ["normal-held-resumed-and-withdrawn"] = NormalHeld,
            ["normal-rolled-back"] = NormalRolledBack,
            ["normal-superseded"] = NormalSuperseded,
            ["major-to-closure"] = MajorToClosure,
            ["emergency-to-closure"] = EmergencyToClosure,
            ["emergency-with-late-duties"] = EmergencyWithLateDuties,
            ["delivery-at-once"] = DeliveryAtOnce,
        };

    private static async Task<string> StandardToClosure(RunningProduct product)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday).With("change_type", "config-update"), "approved");
        await Finish(product, walk, "chen");
        return await IdOf(walk, "closed");
    }

    private static async Task<string> NormalToClosure(RunningProduct product)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday), "awaiting-approval");
        await walk.ApproveOpenStages();
        await Finish(product, walk, "chen");
        return await IdOf(walk, "closed");
    }

    private static async Task<string> NormalUnanswered(RunningProduct product)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("high"), "pending_approval");
        await product.Pass(TimeSpan.FromHours(30));
        return await IdOf(walk, "expired");
    }

    private static async Task<string> NormalHeld(RunningProduct product)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Priority("high"), "pending_approval");
        await product.Pass(TimeSpan.FromHours(1));
        await walk.Step("chen", "hold", new { reason = "Waiting for the vendor" });
        await product.Pass(TimeSpan.FromHours(48));
        await walk.Step("chen", "resume");
        await product.Pass(TimeSpan.FromHours(12));
        await walk.Step("chen", "withdraw", new { reason = "Not needed" });
        return await IdOf(walk, "withdrawn");
    }

    private static async Task<string> NormalRolledBack(RunningProduct product)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday), "awaiting-approval");
        await walk.ApproveOpenStages();
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step("chen", "implement", new { });
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step("chen", "complete", new { notes = "Deployed" });
        await walk.Step("mika", "problems", new { severity = "critical", description = "Errors everywhere" });
        await product.Pass(TimeSpan.FromMinutes(20));
        await walk.Step("ben", "rollback", new { decision = "roll_back", reason = "Errors" });
        await walk.Step("ben", "rollback/complete", new { });
        await walk.AnswerEverythingOpen(before: "close");
        return await IdOf(walk, "closed");
    }

    private static async Task<string> NormalSuperseded(RunningProduct product)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday), "awaiting-approval");
        await walk.Amend("chen", new Dictionary<string, object?> { ["data_risk"] = "high" });
        return $"{walk.Number}-r1";
    }

    private static async Task<string> MajorToClosure(RunningProduct product)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday).With("data_risk", "high"), "awaiting-approval");
        await walk.ApproveOpenStages();
        await Finish(product, walk, "chen");
        return await IdOf(walk, "closed");
    }

    private static async Task<string> EmergencyToClosure(RunningProduct product)
    {
        var walk = await Walk.Begin(product, "chen", Requests.OfficerEmergency(), "Approved");
        await walk.Step("chen", "implement", new { });
        await walk.Step("chen", "complete", new { notes = "Restarted" });
        await walk.AnswerEverythingOpen(before: "close");
        await walk.Step("hana", "approve", new { approved = true });
        return await IdOf(walk, "closed");
    }

    private static async Task<string> EmergencyWithLateDuties(RunningProduct product)
    {
        var walk = await Walk.Begin(product, "chen", Requests.OfficerEmergency(), "Approved");
        await walk.Step("chen", "implement", new { });
        await product.Pass(TimeSpan.FromDays(4));
        return $"{walk.Number}-r1";
    }

    private static async Task<string> DeliveryAtOnce(RunningProduct product)
    {
        var walk = await Walk.Begin(product, "chen", Requests.Board(Tuesday), "awaiting-approval");
        var page = await product.AsAdministrator().Get($"/api/v1/orchestrations?kind=delivery-v1&id_prefix=delivery-{walk.Number}");
        return page.Json.GetProperty("orchestrations")[0].GetProperty("instance_id").GetString()!;
    }

    private static async Task Finish(RunningProduct product, Walk walk, string implementer)
    {
        await walk.AnswerEverythingOpen(before: "implement");
        await walk.Step(implementer, "implement", new { });
        await walk.AnswerEverythingOpen(before: "complete");
        await walk.Step(implementer, "complete", new { notes = "Deployed" });
        await walk.AnswerEverythingOpen(before: "close");
        await product.Pass(TimeSpan.FromDays(2));
        await walk.AnswerEverythingOpen(before: "close");
    }

    private static async Task<string> IdOf(Walk walk, string ended)
    {
        Assert.Equal(ended, await walk.State());
        return (await walk.Workflow()).GetProperty("instance_id").GetString()!;
    }
}
