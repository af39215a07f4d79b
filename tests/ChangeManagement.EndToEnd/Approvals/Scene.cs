using System.Net.Http.Json;
using ChangeManagement.EndToEnd.Browsers;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ChangeManagement.EndToEnd.Approvals;

/// <summary>A running product, a change that asks for approvals, and a window in which an approver sees its page.</summary>
internal sealed class Scene(RunningProduct product, IPage page) : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Unlimited = new(StringComparer.Ordinal) { ["Limits:Links"] = "0", ["Limits:SignIns"] = "0" };

    /// <summary>The product; its clock stands still.</summary>
    public RunningProduct Product => product;

    /// <summary>The window.</summary>
    public IPage Page => page;

    /// <summary>The number of the change.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Opens a product on a port, and a window.</summary>
    public static async Task<Scene> Open(Chromium chromium, Func<IReadOnlyDictionary<string, string>, RunningProduct>? start = null)
    {
        var product = start?.Invoke(Unlimited) ?? new RunningProduct(settings: Unlimited, listens: true);
        return new Scene(product, await chromium.Open(product.Address));
    }

    /// <summary>Submits a change, as Chen unless another client is given.</summary>
    public async Task Submit(object request, Client? client = null) => Number = (await (client ?? await product.As("chen")).Submit(request)).Number;

    /// <summary>Has somebody do something with the change over the API.</summary>
    public async Task Do(string person, string command, object? body = null)
    {
        var answer = await (await product.As(person)).Do(Number, command, body);
        Assert.True(answer.Status is 200 or 201, $"{command} by {person}: {answer.Status} {answer.Body}");
    }

    /// <summary>Amends the change as Chen.</summary>
    public async Task Amend(object fields)
    {
        var chen = await product.As("chen");
        var seen = await chen.Show(Number);
        var answer = await chen.Send(HttpMethod.Patch, $"{Client.Changes}/{Number}", JsonContent.Create(fields), ("If-Match", seen.ETag!));
        Assert.Equal(200, answer.Status);
    }

    /// <summary>The newest message to a person that asks for an approval.</summary>
    public Task<ApprovalMessage> Message(string person) => ApprovalMessage.To(person, product);

    /// <summary>Opens the link that was sent to a person.</summary>
    public async Task OpenLink(string person) => await page.GotoAsync((await Message(person)).Path);

    /// <summary>Fills the form in and sends it.</summary>
    /// <param name="choice">As the page words it.</param>
    public async Task Answer(string choice, string code, params (string Label, string Text)[] texts)
    {
        await page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = choice, Exact = true }).CheckAsync();
        foreach (var (label, text) in texts)
        {
            await page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = label }).FillAsync(text);
        }

        if (await page.GetByLabel("Code").CountAsync() > 0)
        {
            await page.GetByLabel("Code").FillAsync(code);
        }

        await Press("Send my answer");
    }

    /// <summary>Presses a button, and waits until all that it causes has come to rest.</summary>
    public async Task Press(string button)
    {
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button }).ClickAsync();
        await page.WaitForLoadStateAsync(LoadState.Load);
        await product.Settle();
    }

    /// <summary>Signs the window in.</summary>
    public async Task SignIn(string person)
    {
        await page.GotoAsync(await product.Services.GetRequiredService<SignInLinks>().Create(person, CancellationToken.None));
        await Press("Sign in as");
    }

    public async ValueTask DisposeAsync()
    {
        await page.Context.CloseAsync();
        await product.DisposeAsync();
    }
}
