using System.Net.Http.Json;
using Azure.Data.Tables;
using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Register;
using ChangeManagement.Testing.Azurite;
using ChangeManagement.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChangeManagement.AzureServices.Tests.Products;

/// <summary>The whole product with its register in tables of a storage account, and what must always hold of it.</summary>
internal static class ProductOnTables
{
    /// <summary>One on an account, with tables of its own.</summary>
    public static RunningProduct With(string connection, Action<TableClientOptions>? options = null, string? prefix = null)
    {
        var client = new TableStorageSettings { ConnectionString = connection }.Connect(options);
        var tables = new TableStorage(client, prefix ?? AzuriteServer.NewPrefix());
        return new RunningProduct(configure: services => services.Replace(ServiceDescriptor.Singleton<ITables>(tables)));
    }

    /// <summary>Gives people their tokens.</summary>
    public static async Task Invite(this RunningProduct product, params string[] people)
    {
        product.Start();
        foreach (var person in people)
        {
            await product.As(person);
        }
    }

    /// <summary>Calls with an idempotency key; the answer is as expected, or 503.</summary>
    public static async Task<Answer> Post(this RunningProduct product, string person, string path, object body, string key, int expected)
    {
        var answer = await (await product.As(person)).Send(HttpMethod.Post, Client.Changes + path, JsonContent.Create(body), ("Idempotency-Key", key));
        Assert.True(answer.Status == expected || answer.Status == 503, $"{answer.Status}: {answer.Body}");
        return answer;
    }

    /// <summary>The same call again, once the account is well. A number that was given to it before is the sweeper's to use.</summary>
    public static async Task<Answer> PostAgain(this RunningProduct product, string person, string path, object body, string key, int expected)
    {
        var answer = await product.Post(person, path, body, key, expected);
        if (answer.Status == 503)
        {
            await product.Pass(Sweeper.Grace);
            await product.Sweep();
            answer = await product.Post(person, path, body, key, expected);
        }

        Assert.True(answer.Status == expected, answer.Body);
        return answer;
    }

    /// <summary>After a sweep these changes are there, listed, the newest first, each waits for the role, and the register is whole.</summary>
    public static async Task IsWhole(this RunningProduct product, IReadOnlyList<string> numbers, string waitsFor)
    {
        await product.Pass(TimeSpan.FromMinutes(10));
        for (var sweeps = 1; await product.Sweep() > 0; sweeps++)
        {
            Assert.True(sweeps < 10, "The sweeper mends the same again and again.");
        }

        var listed = await (await product.As("chen")).Get($"{Client.Changes}?limit=200");
        Assert.Equal(
            numbers.Reverse().Select(number => $"{number} {waitsFor}"),
            listed.Json.GetProperty("change_requests").EnumerateArray()
                .Select(change => $"{change.GetProperty("number").GetString()} {change.GetProperty("waiting_for")[0].GetString()}"));
        var audit = await product.AsAdministrator().Get("/api/v1/audit/verify");
        Assert.True(audit.Json.GetProperty("is_whole").GetBoolean(), audit.Body);
        Assert.Equal(numbers.Count, audit.Json.GetProperty("changes").GetInt32());
    }
}
