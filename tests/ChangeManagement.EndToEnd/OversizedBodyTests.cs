namespace ChangeManagement.EndToEnd;

/// <summary>The size of a body is bounded by the real web server, so only a real process can show it.</summary>
public sealed class OversizedBodyTests
{
    private const string Changes = "/api/v1/change-management/change-requests";

    [Fact]
    public async Task ABodyOfMoreThanAMegabyte_IsRefused_AndNothingIsRecorded()
    {
        await using var server = await ServerProcess.Run();
        var refused = await server.CallAsAdministrator(HttpMethod.Post, Changes, new { title = new string('x', 256 << 10) });
        Assert.Equal(413, refused.Status);
        Assert.Equal("bad-body", refused.Text("code"));
        Assert.Contains("larger than 256 KB; link to large documents", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", refused.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        var listed = await server.CallAsAdministrator(HttpMethod.Get, Changes);
        Assert.Equal(0, listed.Json.GetProperty("change_requests").GetArrayLength());
    }
}
