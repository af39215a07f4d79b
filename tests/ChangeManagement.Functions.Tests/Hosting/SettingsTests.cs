using ChangeManagement.Functions.Hosting;
using ChangeManagement.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Moq;

namespace ChangeManagement.Functions.Tests.Hosting;

/// <summary>An app that must not start says all that is missing, in words to act on.</summary>
public sealed class SettingsTests
{
    private const string Register = "https://register.table.core.windows.net";
    private const string Anchors = "https://anchors.table.core.windows.net";
    private static readonly string Key = $"first {new string('1', 64)}";

    [Fact]
    public void WithoutAnySetting_EachIsNamed()
    {
        var refusal = Assert.Throws<StartRefusedException>(() => Read("Production"));
        Assert.Contains("Register:Endpoint is not set. Name the tables of a storage account", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Anchors:Endpoint is not set. Name the tables of another storage account", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Audit:Key is not set. Make a key with 'openssl rand -hex 32'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Anchors:Endpoint names the account of the register", "Anchors:Endpoint", Register)]
    [InlineData("Audit:Key is a reference to Key Vault that was not resolved", "Audit:Key", "@Microsoft.KeyVault(VaultName=v;SecretName=Audit--Key)")]
    [InlineData("Audit:Key has a line that is not 'id hex'", "Audit:Key", "first x")]
    [InlineData("Audit:Key ends with a key that is shorter than 32 bytes", "Audit:Key", "first 1234")]
    [InlineData("Bootstrap:Person would print a link that signs in into the app's log", "Bootstrap:Person", "ada")]
    public void OutsideDevelopment_WhatMustNotBe_IsRefused(string sentence, string name, string value)
    {
        var refusal = Assert.Throws<StartRefusedException>(() => Read(
            "Production", ("Register:Endpoint", Register), ("Anchors:Endpoint", Anchors), ("Audit:Key", Key), (name, value)));
        Assert.StartsWith(sentence, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Complete_TheyAreRead_AndTheLastKeySeals()
    {
        var settings = Read("Production", ("Register:Endpoint", Register), ("Anchors:Endpoint", Anchors), ("Audit:Key", $"{Key}\nsecond {new string('2', 64)}\n"));
        Assert.Equal((new Uri(Register), new Uri(Anchors), "second"), (settings.Register.Endpoint, settings.Anchors.Endpoint, settings.AuditKeys.CurrentId));
        Assert.True(settings.AuditKeys.Knows("first"));
    }

    [Fact]
    public void TheSample_IsEnoughForDevelopment()
    {
        var sample = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "local.settings.sample.json")).Build();
        var values = sample.GetSection("Values").GetChildren().Select(value => (value.Key.Replace("__", ":", StringComparison.Ordinal), value.Value!)).ToArray();
        Assert.Equal("UseDevelopmentStorage=true", Read("Development", values).Register.ConnectionString);
    }

    private static FunctionsSettings Read(string environment, params (string Name, string Value)[] settings) => FunctionsSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(setting => setting.Name, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, (string?)group.Last().Value))).Build(),
        Mock.Of<IHostEnvironment>(host => host.EnvironmentName == environment));
}
