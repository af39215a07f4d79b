using System.Text;
using System.Text.Json;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Pages;

namespace ChangeManagement.Web.Identity;

/// <summary>Whom App Service has signed in is let in where a deployment says so, and nobody anywhere else.</summary>
public sealed class AppServiceTests
{
    private const string Mail = "preferred_username";

    private static readonly Dictionary<string, string> Trusted = new(StringComparer.Ordinal) { ["AppServiceAuthentication:Trusted"] = "true" };

    [Theory]
    [InlineData(Mail)]
    [InlineData("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn")]
    [InlineData("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress")]
    public async Task APersonOfTheDirectory_IsLetIn(string claim)
    {
        await using var product = new RunningProduct(settings: Trusted);
        var (status, page) = await Open(product, Header((claim, "Lena@Example.com"), ("roles", "change-administrator")));
        Assert.Equal(200, status);
        Assert.Contains("Lena", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutTrust_TheHeaderIsWhatAnybodyMaySend()
    {
        await using var product = new RunningProduct();
        Assert.Equal((302, "/sign-in"), await Open(product, Header((Mail, "lena@example.com"))));
    }

    public static TheoryData<string> Nobodies =>
    [
        Header((Mail, "stranger@example.com")),
        Header((Mail, "lena@example.com"), (Mail, "chen@example.com")),
        Header((Mail, "")),
        Header(("name", "lena@example.com")),
        Header(),
        "not base64",
        Convert.ToBase64String("null"u8),
        Convert.ToBase64String("{\"claims\":[null]}"u8),
        Convert.ToBase64String("{\"claims\":7}"u8),
        "",
    ];

    [Theory]
    [MemberData(nameof(Nobodies))]
    public async Task WhoeverTheDirectoryDoesNotKnow_OrNobodyCanTell_IsNobody(string header)
    {
        await using var product = new RunningProduct(settings: Trusted);
        Assert.Equal((302, "/sign-in"), await Open(product, header));
    }

    [Fact]
    public async Task TheApi_TakesTokensOnly_ForABrowserSendsTheHeaderByItself()
    {
        await using var product = new RunningProduct(settings: Trusted);
        using var http = product.Anonymous();
        http.DefaultRequestHeaders.TryAddWithoutValidation("X-MS-CLIENT-PRINCIPAL", Header((Mail, "lena@example.com")));
        using var answer = await http.GetAsync(new Uri("/api/v1/change-management/change-requests", UriKind.Relative));
        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Fact]
    public async Task WhoeverFollowedALinkOfOurs_IsLetInByIt()
    {
        await using var product = new RunningProduct(settings: Trusted);
        using var browser = new Browser(product);
        await browser.SignIn("lena");
        browser.Carry("X-MS-CLIENT-PRINCIPAL", Header((Mail, "stranger@example.com")));
        await browser.Open("/waiting");
        Assert.Equal(200, browser.Status);
    }

    private static string Header(params (string Type, string Value)[] claims) => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new { auth_typ = "aad", claims = claims.Select(claim => new { typ = claim.Type, val = claim.Value }), name_typ = "name", role_typ = "roles" })));

    private static async Task<(int Status, string Page)> Open(RunningProduct product, string header)
    {
        using var http = product.Anonymous();
        http.DefaultRequestHeaders.TryAddWithoutValidation("X-MS-CLIENT-PRINCIPAL", header);
        using var answer = await http.GetAsync(new Uri("/waiting", UriKind.Relative));
        return ((int)answer.StatusCode, answer.Headers.Location?.AbsolutePath ?? await answer.Content.ReadAsStringAsync());
    }
}
