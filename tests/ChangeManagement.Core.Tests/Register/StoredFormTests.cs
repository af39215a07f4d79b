using System.Text.Json;
using ChangeManagement.Changes;
using ChangeManagement.Serialization;

namespace ChangeManagement.Register;

/// <summary>
/// How events lie in the register. What was written once must be read for good: a golden file is never edited, and an event that needs
/// another shape gets a new version beside the old.
/// </summary>
public sealed class StoredFormTests
{
    public static TheoryData<string> Kinds => [.. EventKinds.All.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AnEvent_IsWritten_AsItsGoldenFile(string kind) =>
        Assert.Equal(Golden(kind), Indented(ChangeStreams.PayloadOf(SampleEvents.ByKind[kind])));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AGoldenFile_IsRead_AsItsEvent(string kind)
    {
        var read = (ChangeEvent)JsonSerializer.Deserialize(Golden(kind), Json.Options.GetTypeInfo(EventKinds.TypeOf(kind)))!;
        Assert.Equal(ChangeStreams.PayloadOf(SampleEvents.ByKind[kind]), ChangeStreams.PayloadOf(read));
    }

    [Theory]
    [InlineData("seat-approved.for-another")]
    [InlineData("seat-rejected.for-another")]
    public void WhatWasAddedToAnEvent_IsWrittenAndRead_AsItsGoldenFile(string file)
    {
        var sample = SampleEvents.Later[file];
        var read = (ChangeEvent)JsonSerializer.Deserialize(Golden(file), Json.Options.GetTypeInfo(sample.GetType()))!;
        Assert.Equal(Golden(file), Indented(ChangeStreams.PayloadOf(sample)));
        Assert.Equal(ChangeStreams.PayloadOf(sample), ChangeStreams.PayloadOf(read));
    }

    [Fact]
    public void ASeal_IsComputed_AsItAlwaysWas() => Assert.Equal(
        "82055443be7f83660f786503c4543bb23104297c7628b22b551056e0f21e09a0", Chain.Whole[^1].Mac);

    private static string Golden(string kind) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Register", "Golden", $"{kind}.json"));

    private static string Indented(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Shown) + "\n";
    }

    private static JsonSerializerOptions Shown { get; } = new() { WriteIndented = true };
}
