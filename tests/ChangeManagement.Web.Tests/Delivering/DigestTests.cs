using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Delivering;

/// <summary>Everybody for whom something waits is told once a day, in the morning of their zone.</summary>
public sealed class DigestTests
{
    private static readonly Dictionary<string, string> Watching = new(StringComparer.Ordinal) { ["Digest:Interval"] = "00:05:00" };

    /// <summary>07:30 in Berlin, where Lena is.</summary>
    private static readonly DateTimeOffset Early = new(2026, 3, 3, 6, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task TheMessageOfTheDay_ComesInTheMorning_OnceADay_WithWhatWaits()
    {
        await using var product = new RunningProduct(Early, Watching);
        var number = await Submit(product);
        await product.Pass(TimeSpan.FromMinutes(29));
        Assert.Empty(await DigestsTo("lena", product));
        await product.Pass(TimeSpan.FromMinutes(1));
        var message = Assert.Single(await DigestsTo("lena", product));
        Assert.Contains(message.Items, item => item.Detail.Contains(number, StringComparison.Ordinal));
        await product.Pass(TimeSpan.FromHours(3));
        Assert.Single(await DigestsTo("lena", product));
    }

    [Fact]
    public async Task WhoeverHasNothingInTheMorning_IsNotToldLater()
    {
        await using var product = new RunningProduct(Early, Watching);
        await product.Pass(TimeSpan.FromMinutes(40));
        await Submit(product);
        await product.Pass(TimeSpan.FromHours(2));
        Assert.Empty(await DigestsTo("lena", product));
    }

    private static async Task<string> Submit(RunningProduct product) => (await (await product.As("chen")).Submit(Requests.Priority("low"))).Number;

    private static async Task<IReadOnlyList<Notifications.Message>> DigestsTo(string person, RunningProduct product) =>
    [
        .. (await product.Services.GetRequiredService<Mailbox>().List(1000, CancellationToken.None)).Select(letter => letter.Message)
            .Where(message => message.Kind is MessageKind.Digest && message.To.Id == person),
    ];
}
