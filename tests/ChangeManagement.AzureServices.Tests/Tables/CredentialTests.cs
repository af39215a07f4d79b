using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Data.Tables.Sas;
using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Register;
using ChangeManagement.Testing.Azurite;

namespace ChangeManagement.AzureServices.Tests.Tables;

/// <summary>Every way into a storage account opens it, and no other does.</summary>
public sealed class CredentialTests
{
    private const TableAccountSasPermissions Everything = TableAccountSasPermissions.Read | TableAccountSasPermissions.Write
        | TableAccountSasPermissions.Delete | TableAccountSasPermissions.List | TableAccountSasPermissions.Add | TableAccountSasPermissions.Update;

    [Fact]
    public async Task AConnectionString_WithAKey_Opens()
    {
        var azurite = await AzuriteServer.Shared();
        await Opens(new TableStorageSettings { ConnectionString = azurite.ConnectionString }.Connect());
    }

    [Fact]
    public async Task AnAccountKey_Opens()
    {
        var azurite = await AzuriteServer.Shared();
        await Opens(new TableServiceClient(azurite.Endpoint, KeyOf(AzuriteServer.Key), TableStorageSettings.Options()));
    }

    [Fact]
    public async Task ASharedAccessSignature_Opens()
    {
        var azurite = await AzuriteServer.Shared();
        await Opens(new TableServiceClient(azurite.Endpoint, new AzureSasCredential(Signature(azurite, Everything)), TableStorageSettings.Options()));
    }

    [Fact]
    public async Task AConnectionString_WithASharedAccessSignature_Opens()
    {
        var azurite = await AzuriteServer.Shared();
        var connection = $"TableEndpoint={azurite.Endpoint};SharedAccessSignature={Signature(azurite, Everything)}";
        await Opens(new TableStorageSettings { ConnectionString = connection }.Connect());
    }

    [Fact]
    public async Task ATokenOfTheDirectory_Opens_OverHttps()
    {
        await using var azurite = await AzuriteServer.Run(new AzuriteOptions(IsHttps: true));
        await Opens(new TableServiceClient(azurite.Endpoint, new TokenOf("https://storage.azure.com"), Trusting(azurite)));
        await IsShut(new TableServiceClient(azurite.Endpoint, new TokenOf("https://vault.azure.net"), Trusting(azurite)));
    }

    [Fact]
    public async Task AWrongKey_AndASignatureThatAllowsLess_DoNotOpen()
    {
        var azurite = await AzuriteServer.Shared();
        var wrong = Convert.ToBase64String(new byte[64]);
        await IsShut(new TableServiceClient(azurite.Endpoint, KeyOf(wrong), TableStorageSettings.Options()));
        var reading = new TableServiceClient(
            azurite.Endpoint, new AzureSasCredential(Signature(azurite, TableAccountSasPermissions.Read)), TableStorageSettings.Options());
        Assert.Null(await new TableStorage(reading, AzuriteServer.NewPrefix()).Get("changes", "p", "k", default));
        await IsShut(reading);
    }

    [Fact]
    public void AnIdentity_OverPlainHttp_IsNeverSent() =>
        Assert.Contains(
            "TLS",
            Assert.Throws<InvalidOperationException>(() => new TableServiceClient(new Uri("http://127.0.0.1:10002/a"), new TokenOf("x"), TableStorageSettings.Options())
                .GetTableClient("changes").CreateIfNotExistsAsync().GetAwaiter().GetResult()).Message,
            StringComparison.Ordinal);

    private static async Task Opens(TableServiceClient client)
    {
        var tables = new TableStorage(client, AzuriteServer.NewPrefix());
        var etag = Assert.IsType<TransactionOutcome.Committed>(
            await tables.Transact("changes", "p", [new TableOperation.Insert("k 1", "1"), new TableOperation.Put("k 2", "2")], default)).ETags[0];
        Assert.Equal(new TableRow("k 1", "1", etag), await tables.Get("changes", "p", "k 1", default));
        Assert.Equal(2, (await tables.Query("changes", "p", null, null, 10, default)).Count);
        Assert.IsType<TransactionOutcome.Committed>(await tables.Transact("changes", "p", [new TableOperation.Replace("k 1", "3", etag)], default));
        Assert.IsType<TransactionOutcome.Committed>(await tables.Transact("changes", "p", [new TableOperation.Delete("k 1")], default));
    }

    private static async Task IsShut(TableServiceClient client)
    {
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => new TableStorage(client, AzuriteServer.NewPrefix()).Transact("changes", "p", [new TableOperation.Put("k", "1")], default));
        Assert.Contains("does not let this host in", refusal.Message, StringComparison.Ordinal);
    }

    private static string Signature(AzuriteServer azurite, TableAccountSasPermissions permissions) =>
        new TableServiceClient(azurite.Endpoint, KeyOf(AzuriteServer.Key))
            .GenerateSasUri(permissions, TableAccountSasResourceTypes.Container | TableAccountSasResourceTypes.Object, DateTimeOffset.UtcNow.AddHours(1)).Query[1..];

    private static TableSharedKeyCredential KeyOf(string key) => new(AzuriteServer.Account, key);

    private static TableClientOptions Trusting(AzuriteServer azurite)
    {
        using var trusted = X509Certificate2.CreateFromPem(File.ReadAllText(azurite.CertificateFile));
        var thumbprint = trusted.Thumbprint;
        var options = TableStorageSettings.Options();
        options.Transport = new HttpClientTransport(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => ((X509Certificate2)certificate!).Thumbprint == thumbprint },
        });
        return options;
    }

    /// <summary>A token as the directory gives it to an identity, but that nobody signed: the emulator looks at issuer, audience and times.</summary>
    private sealed class TokenOf(string audience) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            var now = DateTimeOffset.UtcNow;
            var claims = JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["aud"] = audience,
                ["iss"] = "https://sts.windows.net/00000000-0000-0000-0000-000000000001/",
                ["nbf"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
                ["iat"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
                ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
            });
            Assert.Equal("https://storage.azure.com/.default", Assert.Single(requestContext.Scopes));
            return new AccessToken($"{Part("""{"alg":"RS256","typ":"JWT"}""")}.{Part(claims)}.{Part("unsigned")}", now.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));

        private static string Part(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }
}
