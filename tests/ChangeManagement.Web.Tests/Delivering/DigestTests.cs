using ChangeManagement.Register;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Walks;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Delivering;

/// <summary>Everybody for whom something waits is told once a day, in the morning of their zone.</summary>
public sealed class DigestTests
{
    /// <summary>07:30 in Berlin, where Lena is.</summary>
    private static readonly DateTimeOffset Early = new(2026, 3, 3, 6, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task TheMessageOfTheDay_ComesInTheMorning_OnceADay_WithWhatWaits()
    {
        await using var product = new RunningProduct(Early);
        var number = await Submit(product);
        await Pass(product, TimeSpan.FromMinutes(29));
        Assert.Empty(await DigestsTo("lena", product));
        await Pass(product, TimeSpan.FromMinutes(1));
        var message = Assert.Single(await DigestsTo("lena", product));
        Assert.Contains(message.Items, item => item.Detail.Contains(number, StringComparison.Ordinal));
        await Pass(product, TimeSpan.FromHours(3));
        Assert.Single(await DigestsTo("lena", product));
    }

    [Fact]
    public async Task WhoeverHasNothingInTheMorning_IsNotToldLater()
    {
        await using var product = new RunningProduct(Early);
        await Pass(product, TimeSpan.FromMinutes(40));
        await Submit(product);
        await Pass(product, TimeSpan.FromHours(2));
        Assert.Empty(await DigestsTo("lena", product));
    }

    /// <summary>Goran looks after the gateway; he comes before Lena.</summary>
    [Fact]
    public async Task AChangeThatCannotBeRead_SilencesNobodyButItsPeople_AndThemUntilItIsMended()
    {
        await using var product = new RunningProduct(Early);
        var unreadable = (await (await product.As("chen")).Submit(Requests.Gateway("infrastructure"))).Number;
        await Submit(product);
        await product.Pass(TimeSpan.FromMinutes(31));
        var tables = product.Services.GetRequiredService<ITables>();
        var head = (await tables.Get(ChangeStreams.Table, unreadable, "head", CancellationToken.None))!;
        await Put("[]");

        var failure = await Assert.ThrowsAsync<AggregateException>(() => Look(product));
        Assert.All(failure.InnerExceptions, unread => Assert.IsType<System.Text.Json.JsonException>(unread));
        Assert.Single(await DigestsTo("lena", product));
        Assert.Empty(await DigestsTo("goran", product));

        await Put(head.Data);
        await Look(product);
        Assert.Single(await DigestsTo("lena", product));
        Assert.Single(await DigestsTo("goran", product));

        Task Put(string data) => tables.Transact(ChangeStreams.Table, unreadable, [new TableOperation.Put("head", data)], CancellationToken.None);
    }

    /// <summary>Looks whose morning it is as often as the host does.</summary>
    private static async Task Pass(RunningProduct product, TimeSpan time)
    {
        for (var end = product.Time.GetUtcNow() + time; product.Time.GetUtcNow() < end;)
        {
            await product.Pass(TimeSpan.FromMinutes(Math.Min(10, (end - product.Time.GetUtcNow()).TotalMinutes)));
            await Look(product);
        }
    }

    private static async Task Look(RunningProduct product)
    {
        try
        {
            await product.Services.GetRequiredService<DigestRounds>().Look(product.Time.GetUtcNow(), CancellationToken.None);
        }
        finally
        {
            await product.Settle();
        }
    }

    [Fact]
    public async Task AHostThatWasRestarted_TellsNobodyAgain()
    {
        await using var product = new RunningProduct(Early);
        await Submit(product);
        await Pass(product, TimeSpan.FromHours(1));
        var restarted = ActivatorUtilities.CreateInstance<DigestRounds>(product.Services);
        Assert.Equal(0, await restarted.Look(product.Time.GetUtcNow(), CancellationToken.None));
    }

    private static async Task<string> Submit(RunningProduct product) => (await (await product.As("chen")).Submit(Requests.Priority("low"))).Number;

    private static async Task<IReadOnlyList<Notifications.Message>> DigestsTo(string person, RunningProduct product) =>
    [
        .. (await product.Services.GetRequiredService<Mailbox>().List(1000, CancellationToken.None)).Select(letter => letter.Message)
            .Where(message => message.Kind is MessageKind.Digest && message.To.Id == person),
    ];
}
