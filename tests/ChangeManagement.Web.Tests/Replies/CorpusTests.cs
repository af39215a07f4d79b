namespace ChangeManagement.Web.Replies;

/// <summary>What each mail of the corpus comes to, through the door that SendGrid uses (A4).</summary>
public sealed class CorpusTests(PostOffice office) : IClassFixture<PostOffice>
{
    public static TheoryData<string> Mails => [.. LetterFile.Names];

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task AMail_DecidesExactlyWhatItSays(string name)
    {
        var number = await office.Ask();
        var secrets = await office.SecretsOf(number);
        var before = await office.Stored(number);
        var mail = LetterFile.Read(name, secrets.ReplyKey, number);

        var answer = await office.Post(mail.Form());

        var (outcome, rest) = mail.Expect.Split(' ', 2) is [var word, var more] ? (word, more) : (mail.Expect, "");
        var isRefused = int.TryParse(outcome, out var status);
        Assert.Equal(isRefused ? status : 200, answer.Status);
        Assert.True(isRefused || answer.Body == outcome, $"{answer.Body} instead of {mail.Expect}");
        Assert.Equal(outcome is "recorded" ? [rest] : [], (await office.Decisions(number)).Select(decision => decision.ReplaceLineEndings(" ")));
        Assert.True(outcome is "recorded" || before == await office.Stored(number), "Something was written into the register.");
        Assert.Equal(outcome is "explained" or "unproven" ? 1 : 0, (await office.Explanations(number)).Count);
    }

    [Fact]
    public void TheCorpus_HasEveryKindOfMail() => Assert.True(LetterFile.Names.Count() >= 60);
}
