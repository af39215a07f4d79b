using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.Extensions.Configuration;

namespace ChangeManagement.AzureServices.Tables;

/// <summary>A storage account whose tables are used, by one of two ways to it.</summary>
public sealed record TableStorageSettings
{
    /// <summary><c>…:ConnectionString</c>: the account with its key or a shared access signature, or <c>UseDevelopmentStorage=true</c> for Azurite.</summary>
    public string? ConnectionString { get; init; }

    /// <summary><c>…:Endpoint</c>: the address of the account's tables, <c>https://{account}.table.core.windows.net</c>; the identity of the host opens it.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary><c>…:ClientId</c>: which of the host's managed identities; null: the one that the system assigned, or whoever is signed in on this machine.</summary>
    public string? ClientId { get; init; }

    /// <summary><c>…:TablePrefix</c>: letters and digits before the name of every table, for accounts that others use too. Default: none.</summary>
    public string TablePrefix { get; init; } = "";

    /// <summary>Reads the settings below a name, such as <c>Register</c>.</summary>
    /// <returns>Null if neither way is set.</returns>
    /// <exception cref="SettingsException">They are wrong; the message says what to do.</exception>
    public static TableStorageSettings? Read(IConfiguration settings, string section)
    {
        var read = settings.GetSection(section);
        var (connection, endpoint, prefix) = (read["ConnectionString"], read["Endpoint"], read["TablePrefix"] ?? "");
        if (connection is not null && endpoint is not null)
        {
            throw new SettingsException($"Both {section}:ConnectionString and {section}:Endpoint are set; keep the endpoint where the host has an identity.");
        }

        if (prefix.Length > 20 || !prefix.All(char.IsAsciiLetterOrDigit) || (prefix.Length > 0 && !char.IsAsciiLetter(prefix[0])))
        {
            throw new SettingsException($"{section}:TablePrefix is '{prefix}'; use up to 20 ASCII letters and digits, a letter first.");
        }

        return connection is null && endpoint is null ? null : new TableStorageSettings
        {
            ConnectionString = connection is null ? null : Checked(connection, section),
            Endpoint = endpoint is null ? null : Address(endpoint, section),
            ClientId = read["ClientId"],
            TablePrefix = prefix,
        };
    }

    /// <summary>True if both lead to the same tables, whatever their prefix.</summary>
    public bool IsSameAccountAs(TableStorageSettings other) => Connect().Uri == other.Connect().Uri;

    /// <summary>A client of the account.</summary>
    /// <param name="options">Lets a host that is watched or tested change transport and retries; null: as they are.</param>
    public TableServiceClient Connect(Action<TableClientOptions>? options = null)
    {
        var chosen = Options();
        options?.Invoke(chosen);
        return Endpoint is null
            ? new TableServiceClient(ConnectionString!, chosen)
            : new TableServiceClient(Endpoint, Identity(), chosen);
    }

    /// <summary>Patience that a person who waits for a page has, too: four tries within a few seconds, unless the service names a time.</summary>
    public static TableClientOptions Options()
    {
        var options = new TableClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 4;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        options.AddPolicy(new AttemptPolicy(), HttpPipelinePosition.PerRetry);
        // Keys name people and changes.
        options.Diagnostics.IsLoggingEnabled = false;
        return options;
    }

    private DefaultAzureCredential Identity() => new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = ClientId });

    private static string Checked(string connection, string section)
    {
        try
        {
            _ = new TableServiceClient(connection);
            return connection;
        }
        catch (Exception refusal) when (refusal is FormatException or InvalidOperationException or ArgumentException)
        {
            // Not the text itself: it holds the key.
            throw new SettingsException(
                $"{section}:ConnectionString is not understood. Copy it from the storage account's access keys, or write UseDevelopmentStorage=true for Azurite.");
        }
    }

    private static Uri Address(string endpoint, string section) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new SettingsException($"{section}:Endpoint is '{endpoint}'; write it as https://account.table.core.windows.net.");
}
