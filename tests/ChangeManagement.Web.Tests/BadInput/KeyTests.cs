using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.BadInput;

/// <summary>What people write becomes a part of keys, which cannot hold everything that people write.</summary>
[Collection(nameof(FrontDesk))]
public sealed class KeyTests(FrontDesk desk)
{
    public static TheoryData<string> Texts =>
    [
        "a/b\\c#d?e", "\0\u0007\u007F\u0085", "100% = ü", "=2F", new string('é', 5_000), new string('/', 400), "\u202Ea\ud83d\ude42", "..",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task AFilterThatIsNoKey_FindsNothing(string text)
    {
        foreach (var filter in (string[])["system", "requester", "month"])
        {
            var answer = await (await desk.Product.As("chen")).Get($"{Client.Changes}?{filter}={Uri.EscapeDataString(text)}");
            Assert.True(answer.Status == 200, answer.Body);
            Assert.Empty(answer.Json.GetProperty("change_requests").EnumerateArray());
        }
    }
}
