using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Safety;

/// <summary>A form counts only if this site has shown it to the same browser: another site cannot send one in somebody's name.</summary>
public sealed class ForeignFormsTests : IAsyncLifetime
{
    private readonly RunningProduct product = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => product.DisposeAsync().AsTask();

    [Fact]
    public void EveryFormOfAPage_IsGuarded()
    {
        var forms = product.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") is true)
            .Where(endpoint => !endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)
                && !endpoint.RoutePattern.RawText!.StartsWith("/hooks/", StringComparison.Ordinal))
            .ToList();
        Assert.Contains(forms, endpoint => endpoint.RoutePattern.RawText == "/tokens/{id}/revoke");
        Assert.All(forms, endpoint => Assert.True(
            endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true }, $"{endpoint.RoutePattern.RawText} takes forms of other sites."));
    }

    [Theory]
    [InlineData("/tokens")]
    [InlineData("/tokens/bootstrap/revoke")]
    public async Task AFormOfAnotherSite_IssuesAndRevokesNoToken(string action)
    {
        using var ada = new Browser(product);
        await ada.SignIn("ada");
        await ada.Open("/tokens");
        foreach (var input in ada.Page.QuerySelectorAll("input[name=__RequestVerificationToken]"))
        {
            input.Remove();
        }

        await ada.Send(action, ("name", "Night build"), ("owner", "ada"), ("scopes", "admin"));
        Assert.Equal(400, ada.Status);
        Assert.Contains("This form is no longer valid", ada.Words, StringComparison.Ordinal);
        Assert.Empty(await product.SystemFacts("token-issued"));
        Assert.Empty(await product.SystemFacts("token-revoked"));
    }
}
