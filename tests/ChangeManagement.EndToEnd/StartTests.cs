namespace ChangeManagement.EndToEnd;

/// <summary>A server that must not start says why, in words to act on, and ends with an error.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("change-management-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task ASecondProcess_OnTheSameData_IsRefused()
    {
        await using var first = await ServerProcess.Run();
        var (exitCode, said) = await ServerProcess.RunToItsEnd("Development", "--Data:Path", first.DataPath);
        Assert.Equal(1, exitCode);
        Assert.Contains("is in use by another process. One process owns the file: stop the other one", said, StringComparison.Ordinal);
        Assert.Equal(200, (await first.CallAsAdministrator(HttpMethod.Get, "/api/v1/orchestrations")).Status);
    }

    [Theory]
    [InlineData("Audit:KeyFile is not set. Make a key with 'openssl rand -hex 32'")]
    [InlineData("Audit:AnchorFile is not set. Name a file apart from the data", "--Audit:KeyFile", "audit.key")]
    [InlineData(
        "Organisation:Path is not set. Name the folder that holds directory.yaml", "--Audit:KeyFile", "audit.key", "--Audit:AnchorFile", "anchors.jsonl")]
    [InlineData("Bootstrap:Token is for Development only; remove it", "--Bootstrap:Token", "first")]
    public async Task OutsideDevelopment_WithoutWhatItNeeds_IsRefused(string sentence, params string[] arguments)
    {
        var (exitCode, said) = await ServerProcess.RunToItsEnd("Production", ["--Data:Path", folder.FullName, .. arguments]);
        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Empty(folder.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("SendGrid:InboundKey is not set. Attach a security policy", "--Site:ReplyDomain", "reply.example.com")]
    [InlineData("SendGrid:InboundKey is no public key", "--Site:ReplyDomain", "reply.example.com", "--SendGrid:InboundKey", "bm90IGEga2V5")]
    [InlineData("Site:ReplyDomain is 'reply@example.com', which is no domain", "--Site:ReplyDomain", "reply@example.com")]
    public async Task AnswersByMail_WithoutWhatTheyNeed_AreRefused(string sentence, params string[] arguments)
    {
        var (exitCode, said) = await ServerProcess.RunToItsEnd("Development", ["--Data:Path", Path.Combine(folder.FullName, "data"), .. arguments]);
        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Empty(folder.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("anchors.jsonl")]
    [InlineData("../data/below/anchors.jsonl")]
    public async Task OutsideDevelopment_WithAnchorsBelowTheData_IsRefused(string anchors)
    {
        var data = Path.Combine(folder.FullName, "data");
        var (exitCode, said) = await ServerProcess.RunToItsEnd(
            "Production", "--Data:Path", data, "--Audit:KeyFile", "audit.key", "--Audit:AnchorFile", Path.Combine(data, anchors));
        Assert.Equal(1, exitCode);
        Assert.Contains("Audit:AnchorFile lies below Data:Path", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutsideDevelopment_WithoutASenderOfMessages_IsRefused()
    {
        var key = Path.Combine(folder.FullName, "audit.key");
        await File.WriteAllTextAsync(key, new string('a', 64));
        var (exitCode, said) = await ServerProcess.RunToItsEnd(
            "Production", "--Data:Path", Path.Combine(folder.FullName, "data"), "--Audit:KeyFile", key,
            "--Audit:AnchorFile", Path.Combine(folder.FullName, "anchors.jsonl"), "--Organisation:Path", folder.FullName,
            "--Site:Address", "https://changes.example.com/");
        Assert.Equal(1, exitCode);
        Assert.Contains("Nothing can send mail, and approvers would never hear", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingsOfSendersWithErrors_AreRefused_AllAtOnce()
    {
        var (exitCode, said) = await ServerProcess.RunToItsEnd(
            "Development", "--Data:Path", Path.Combine(folder.FullName, "data"), "--Smtp:Host", "mail.example.com", "--Smtp:Port", "many", "--Slack:Webhook", "x");
        Assert.Equal(1, exitCode);
        Assert.Contains("Smtp:Port is 'many'", said, StringComparison.Ordinal);
        Assert.Contains("Mail:From is not", said, StringComparison.Ordinal);
        Assert.Contains("Slack:Webhook is no https address", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFirstPerson_IsPrintedALink()
    {
        await using var server = await ServerProcess.Run("--Bootstrap:Person", "ada");
        await server.Kill();
        Assert.Matches(@"Sign in as ada: +http://\S+/sign-in/\S{32}", server.Said());
    }

    [Fact]
    public async Task AFirstPerson_WhoIsNoAdministrator_IsRefused()
    {
        var (exitCode, said) = await ServerProcess.RunToItsEnd(
            "Development", "--Data:Path", Path.Combine(folder.FullName, "data"), "--Bootstrap:Person", "chen");
        Assert.Equal(1, exitCode);
        Assert.Contains("'chen', who does not hold the role 'change-administrator'; name one of: ada", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PoliciesWithErrors_AreRefused_WithEachErrorAndItsPlace()
    {
        await Write("unheld.yaml", Policy("unheld", roles: "{ head-gardener: { title: Head gardener } }", field: "title"));
        await Write("misspelt.yaml", Policy("misspelt", roles: "{}", field: "titel"));
        var (exitCode, said) = await ServerProcess.RunToItsEnd(
            "Development", "--Data:Path", Path.Combine(folder.FullName, "data"), "--Policies:Path", folder.FullName);
        Assert.Equal(1, exitCode);
        Assert.Contains("The policies or the organisation have errors; correct them and start again.", said, StringComparison.Ordinal);
        Assert.Matches(@"unheld\.yaml\(\d+,\d+\): nobody holds the role 'head-gardener' in directory\.yaml", said);
        Assert.Matches(@"misspelt\.yaml\(\d+,\d+\): .*titel", said);
    }

    private Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text);

    private static string Policy(string id, string roles, string field) => $$"""
        policy: {{id}}
        title: House rules
        version: "1"
        source: "H"
        zone: UTC
        roles: {{roles}}
        fields:
          title: { type: text, label: Title, source: H 1 }
        classes:
          normal: { title: Normal, kind: normal, source: H 1, definition: All of them }
        classify:
          - { class: normal, source: H 1 }
        risk: { default: low }
        rules:
          - source: H 1
            fields: { {{field}}: required }
        """;
}
