using ChangeManagement.Testing.Azurite;
using ChangeManagement.Testing.Walks;

namespace ChangeManagement.AzureServices.Tests.Products;

/// <summary>The storage account goes away in the middle of work, and comes back with what it had taken.</summary>
public sealed class RestartTests
{
    private const int Requested = 24;

    [Fact]
    public async Task TheAccount_StoppedInTheMiddle_AndStartedAgain_LosesAndDoublesNothing()
    {
        await using var azurite = await AzuriteServer.Run(new AzuriteOptions(IsKept: true));
        await using var product = ProductOnTables.With(azurite.ConnectionString, options =>
        {
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
        });
        await product.Invite("chen");

        var answered = 0;
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, Requested).Select(number => Task.Run(async () =>
        {
            var answer = await product.Post("chen", "", Requests.Priority("medium"), $"request-{number}", expected: 201);
            if (Interlocked.Increment(ref answered) == Requested / 3)
            {
                half.SetResult();
            }

            return answer;
        })).ToList();
        await half.Task;
        await azurite.Stop();
        var first = await Task.WhenAll(calls);
        Assert.Contains(first, answer => answer.Status == 201);
        Assert.Equal(503, (await product.Post("chen", "", Requests.Priority("medium"), "while it is away", expected: 201)).Status);

        await azurite.Start();
        var numbers = new List<string>();
        for (var number = 0; number < Requested; number++)
        {
            var repeated = await product.PostAgain("chen", "", Requests.Priority("medium"), $"request-{number}", expected: 201);
            Assert.True(first[number].Status == 503 || first[number].Number == repeated.Number, $"{first[number].Body} became {repeated.Body}");
            numbers.Add(repeated.Number);
        }

        numbers.Sort(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(1, Requested).Select(number => $"CHG-2026-{number:000}"), numbers);
        await product.IsWhole(numbers, "engineering-manager");
    }
}
