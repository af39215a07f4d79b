using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Safety;

/// <summary>What leaves the host over OTLP says what happens, and holds no secret.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task NothingThatIsExported_HoldsTheSecretOfALink_ANameOrAText()
    {
        await using var collector = await FakeCollector.Start();
        FailingTables failing = null!;
        await using (var product = new RunningProduct(settings: collector.Settings, tables: tables => failing = new FailingTables(tables)))
        {
            var number = (await (await product.As("chen")).Submit(BadInput.PlainRequest.Good)).Number;
            await (await product.As("chen")).Do(number, "withdraw", new { reason = "a text of the change" });
            await (await product.As("chen")).Do(number, "withdraw", new { reason = "a text of the change" });
            using var http = product.Anonymous();
            using var looked = await http.GetAsync(new Uri("/approvals/secret-of-an-approval?code=secret-of-a-code", UriKind.Relative));
            failing.Failing = "signins";
            using var failed = await http.GetAsync(new Uri("/sign-in/secret-of-a-sign-in", UriKind.Relative));
            Assert.Equal((404, 500), ((int)looked.StatusCode, (int)failed.StatusCode));
        }

        var (traces, metrics) = (collector.SentTo("/v1/traces"), collector.SentTo("/v1/metrics"));
        Assert.Contains("GET /approvals/{token}", traces, StringComparison.Ordinal);
        Assert.Contains("GET /sign-in/{secret}", traces, StringComparison.Ordinal);
        Assert.Contains("POST /api/v1/change-management/change-requests/{number}/withdraw", traces, StringComparison.Ordinal);
        Assert.Contains("decide", traces, StringComparison.Ordinal);
        Assert.Contains("change_management.events", metrics, StringComparison.Ordinal);
        Assert.Contains("withdrawn", metrics, StringComparison.Ordinal);
        Assert.Contains("change_management.refusals", metrics, StringComparison.Ordinal);
        Assert.Contains("change_management.messages", metrics, StringComparison.Ordinal);
        Assert.All(new[] { "secret-of", "a text of the change", "chen", "lena" }, secret =>
        {
            Assert.DoesNotContain(secret, traces, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, metrics, StringComparison.Ordinal);
        });
    }
}
