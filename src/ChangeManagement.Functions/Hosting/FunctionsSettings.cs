using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Register;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Functions.Hosting;

/// <summary>Where things are. In the environment a colon is written as two underscores: <c>Register__Endpoint</c>.</summary>
public sealed record FunctionsSettings
{
    /// <summary><c>Register:…</c>: the storage account of the register.</summary>
    public required TableStorageSettings Register { get; init; }

    /// <summary><c>Anchors:…</c>: another storage account, under other hands, that takes the register's anchors.</summary>
    public required TableStorageSettings Anchors { get; init; }

    /// <summary><c>Audit:Key</c>: the keys that seal the register, lines <c>id hex</c>, the last one for what is new; a reference to Key Vault in Azure.</summary>
    public required AuditKeys AuditKeys { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartRefusedException">Some are missing or not allowed here; the message names each and says what to do.</exception>
    /// <exception cref="SettingsException">An account is named wrongly; the message says how to name it.</exception>
    public static FunctionsSettings Read(IConfiguration settings, IHostEnvironment environment)
    {
        var (register, anchors) = (TableStorageSettings.Read(settings, "Register"), TableStorageSettings.Read(settings, "Anchors"));
        var problems = Problems(settings, register, anchors, environment.IsDevelopment()).ToList();
        return problems.Count > 0
            ? throw new StartRefusedException(string.Join(' ', problems))
            : new FunctionsSettings { Register = register!, Anchors = anchors!, AuditKeys = AuditKeyLines.Parse(settings["Audit:Key"]!, "Audit:Key") };
    }

    private static IEnumerable<string> Problems(
        IConfiguration settings, TableStorageSettings? register, TableStorageSettings? anchors, bool isDevelopment)
    {
        if (register is null)
        {
            yield return "Register:Endpoint is not set. Name the tables of a storage account, such as https://account.table.core.windows.net, which the app's "
                + "identity may read and write; with Azurite, set Register:ConnectionString to UseDevelopmentStorage=true.";
        }

        if (anchors is null)
        {
            yield return "Anchors:Endpoint is not set. Name the tables of another storage account, to which the app's identity may only add; they show what was "
                + "cut off the register.";
        }
        else if (!isDevelopment && register is not null && anchors.IsSameAccountAs(register))
        {
            yield return "Anchors:Endpoint names the account of the register, where whoever cuts off the register cuts them off too; name another account.";
        }

        if (string.IsNullOrWhiteSpace(settings["Audit:Key"]))
        {
            yield return "Audit:Key is not set. Make a key with 'openssl rand -hex 32', keep it in Key Vault, and refer to it here.";
        }
        else if (settings["Audit:Key"]!.StartsWith("@Microsoft.KeyVault", StringComparison.Ordinal))
        {
            yield return "Audit:Key is a reference to Key Vault that was not resolved; see that the app's identity may read the secret, and that its name is right.";
        }

        if (!isDevelopment && settings["Bootstrap:Person"] is not null)
        {
            yield return "Bootstrap:Person would print a link that signs in into the app's log; remove it. The first administrator asks for a link at /sign-in, or is "
                + "signed in by App Service.";
        }
    }
}
