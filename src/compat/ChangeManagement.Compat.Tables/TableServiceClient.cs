using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Requests;
using Azure.Data.Tables.Sas;

namespace Azure.Data.Tables;

/// <summary>
/// Stands in for the client of the package Azure.Data.Tables 12.11: the tables of an account over the REST protocol, on Azure.Core's pipeline.
/// Signatures are the package's; members that the product does not use are left out.
/// </summary>
public class TableServiceClient
{
    private const string StorageScope = "https://storage.azure.com/.default";

    private readonly TableRequests requests;
    private readonly TableSharedKeyCredential key;

    /// <summary>An account by its connection string.</summary>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <summary>An account by its connection string.</summary>
    /// <exception cref="InvalidOperationException">The text is malformed.</exception>
    /// <exception cref="FormatException">It lacks an address or a credential.</exception>
    public TableServiceClient(string connectionString, TableClientOptions options = null)
        : this(ConnectionString.Parse(connectionString), options)
    {
    }

    /// <summary>An account by its address and a shared access signature.</summary>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>An account by its address and a shared access signature.</summary>
    /// <exception cref="ArgumentException">The address is neither https nor this machine's.</exception>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions options = null)
        : this(endpoint, options, Guard(endpoint, credential), null)
    {
    }

    /// <summary>An account by its address, as a managed identity or another principal of the directory.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = default)
        : this(endpoint, options, new BearerTokenAuthenticationPolicy(tokenCredential, StorageScope), null)
    {
    }

    /// <summary>An account by its address and key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <summary>An account by its address and key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
        : this(endpoint, options, new SharedKeyPolicy(credential), credential)
    {
    }

    /// <summary>For mocks.</summary>
    protected TableServiceClient()
    {
    }

    private TableServiceClient(ConnectionString account, TableClientOptions options)
        : this(account.Endpoint, options, account.Key is { } key ? new SharedKeyPolicy(key) : new SharedAccessPolicy(() => account.Signature), account.Key)
    {
    }

    private TableServiceClient(Uri endpoint, TableClientOptions options, HttpPipelinePolicy authorization, TableSharedKeyCredential key)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new TableClientOptions();
        Uri = endpoint;
        this.key = key;
        var parts = new HttpPipelineOptions(options) { RequestFailedDetailsParser = new FailureDetails() };
        // A signature in the address is the same for all attempts; a signature of the attempt, or a token that may have run out, is not.
        (authorization is SharedAccessPolicy ? parts.PerCallPolicies : parts.PerRetryPolicies).Add(authorization);
        requests = new TableRequests(endpoint, HttpPipelineBuilder.Build(parts), options.Version);
    }

    /// <summary>The address of the account's tables.</summary>
    public virtual Uri Uri { get; }

    /// <summary>The client of a table; the table need not exist.</summary>
    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new TableClient(tableName, requests);
    }

    /// <summary>An address that opens the account's tables to whoever has it.</summary>
    public virtual Uri GenerateSasUri(TableAccountSasPermissions permissions, TableAccountSasResourceTypes resourceTypes, DateTimeOffset expiresOn)
    {
        var builder = new TableAccountSasBuilder(permissions, resourceTypes, expiresOn);
        return new UriBuilder(Uri) { Query = builder.Sign(key) }.Uri;
    }

    private static SharedAccessPolicy Guard(Uri endpoint, AzureSasCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return endpoint.Scheme == Uri.UriSchemeHttps || endpoint.IsLoopback
            ? new SharedAccessPolicy(() => credential.Signature)
            : throw new ArgumentException("Cannot use AzureSasCredential without HTTPS.", nameof(endpoint));
    }
}
