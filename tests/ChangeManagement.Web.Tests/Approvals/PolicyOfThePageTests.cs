using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;
using ChangeManagement.Web.Walks;

namespace ChangeManagement.Web.Approvals;

/// <summary>At which risk the page asks for the code, and at which for more, is the policy's (A2).</summary>
public sealed class PolicyOfThePageTests : IDisposable
{
    private const string Section = "approval-page:\n";
    private readonly OperatorFolder files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public async Task WhereThePolicyWantsASignIn_ALinkDecidesNothing_NotEvenWithTheCode()
    {
        files.Override("security-officer", Section, $"{Section}  sign-in: {{ at-least: low, source: T, reason: T }}\n");
        await using var product = new RunningProduct(settings: files.Settings);
        var walk = await Walk.Begin(product, "chen", Requests.Officer("standard"));
        var asked = await ApprovalMessage.To("hana", product);
        using var browser = new Browser(product);
        await browser.Open(asked.Path);
        Assert.Contains("Sign in to answer.", browser.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Page.Forms, form => form.GetAttribute("action") == asked.Path);
        using (var http = product.Anonymous())
        {
            var form = await WithToken(http, "/sign-in", ("choice", "approve"), ("code", asked.Code));
            using var answer = await http.PostAsync(new Uri(asked.Path, UriKind.Relative), form);
            Assert.Equal(403, (int)answer.StatusCode);
        }

        Assert.Equal("awaiting-approval", await walk.State());
        await browser.SignIn("hana");
        await browser.Open(asked.Path);
        await browser.Send(asked.Path, ("choice", "approve"));
        Assert.Contains("You approved this", browser.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BelowTheRiskThatThePolicyNames_NoCodeIsAsked_ButAChoiceStillIs()
    {
        files.Override("security-officer", Section, $"{Section}  code: {{ at-least: medium, source: T, reason: T }}\n");
        await using var product = new RunningProduct(settings: files.Settings);
        await Walk.Begin(product, "chen", Requests.Officer("standard"));
        var asked = await ApprovalMessage.To("hana", product);
        using var browser = new Browser(product);
        await browser.Open(asked.Path);
        Assert.Null(browser.Page.QuerySelector("input[name=code]"));
        await browser.Send(asked.Path);
        Assert.Equal(400, browser.Status);
        await browser.Send(asked.Path, ("choice", "approve"));
        Assert.Contains("You approved this", browser.Words, StringComparison.Ordinal);
    }

    /// <summary>A form that this site has shown, about something else: it passes as the site's own.</summary>
    private static async Task<FormUrlEncodedContent> WithToken(HttpClient http, string page, params (string Name, string Value)[] fields)
    {
        var shown = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await http.GetStringAsync(new Uri(page, UriKind.Relative)));
        var hidden = shown.QuerySelectorAll("form[method=post] input[type=hidden]")
            .Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!));
        return new FormUrlEncodedContent([.. hidden, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
    }
}
