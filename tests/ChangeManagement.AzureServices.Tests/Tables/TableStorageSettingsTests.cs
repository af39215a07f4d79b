using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.Extensions.Configuration;

namespace ChangeManagement.AzureServices.Tests.Tables;

/// <summary>What can be set, and what a wrong setting says.</summary>
public sealed class TableStorageSettingsTests
{
    [Fact]
    public void Nothing_IsNoAccount() => Assert.Null(Read());

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=changes;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net", "https://changes.table.core.windows.net/")]
    [InlineData("TableEndpoint=https://changes.table.core.windows.net;SharedAccessSignature=sv=2020-12-06&sig=x%3D", "https://changes.table.core.windows.net/")]
    public void AConnectionString_LeadsToItsAccount(string connection, string address) =>
        Assert.Equal(address, Read(("ConnectionString", connection))!.Connect().Uri.GetLeftPart(UriPartial.Path));

    [Fact]
    public void AnEndpoint_IsOpenedByTheIdentityOfTheHost() =>
        Assert.Equal(
            "https://changes.table.core.windows.net/",
            Read(("Endpoint", "https://changes.table.core.windows.net"), ("ClientId", "00000000-0000-0000-0000-000000000001"))!.Connect().Uri.AbsoluteUri);

    [Theory]
    [InlineData("ConnectionString", "AccountName=changes", "Register:ConnectionString is not understood.")]
    [InlineData("ConnectionString", "UseDevelopmentStorage", "Register:ConnectionString is not understood.")]
    [InlineData("ConnectionString", "AccountName=a;AccountKey=***;TableEndpoint=https://a", "Register:ConnectionString is not understood.")]
    [InlineData("Endpoint", "http://changes.table.core.windows.net", "write it as https://")]
    [InlineData("Endpoint", "changes", "write it as https://")]
    [InlineData("TablePrefix", "a-b", "use up to 20 ASCII letters and digits")]
    [InlineData("TablePrefix", "1a", "a letter first")]
    public void AWrongSetting_SaysWhatToWrite(string name, string value, string says) =>
        Assert.Contains(says, Assert.Throws<SettingsException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void TwoWays_AreOneTooMany() => Assert.Throws<SettingsException>(() =>
        Read(("ConnectionString", "UseDevelopmentStorage=true"), ("Endpoint", "https://changes.table.core.windows.net")));

    private static TableStorageSettings? Read(params (string Name, string Value)[] settings) => TableStorageSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Register:{setting.Name}", (string?)setting.Value))).Build(),
        "Register");
}
