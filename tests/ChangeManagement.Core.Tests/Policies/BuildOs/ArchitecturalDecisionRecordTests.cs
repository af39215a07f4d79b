namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §6.</summary>
public class ArchitecturalDecisionRecordTests
{
    [Theory]
    [InlineData("architecture")]
    [InlineData("schema")]
    [InlineData("security-controls")]
    [InlineData("orchestration")]
    [InlineData("tenant-boundaries")]
    public void AnyChangeThatAlters_ResultsInAnAdr(string altered)
    {
        Assert.Equal("required before approve", Altering("standard", altered).Asks("004 §6", RequirementKind.Evidence, "adr"));
        Assert.Equal("required before approve", Altering("normal", altered).Asks("004 §6", RequirementKind.Evidence, "adr"));
        Assert.Equal("required before approve", Altering("major", altered).Asks("004 §6", RequirementKind.Evidence, "adr"));
        Assert.Equal("required before close", Altering("emergency", altered).Asks("004 §6", RequirementKind.Evidence, "adr"));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("emergency")]
    public void WhatAltersNothingOfThese_NeedsNoAdr(string name) =>
        Assert.Equal("-", Altering(name, "configuration").AsksAtMost(RequirementKind.Evidence, "adr"));

    [Theory]
    [InlineData(1, "context")]
    [InlineData(2, "decision")]
    [InlineData(3, "consequences")]
    [InlineData(4, "alternatives-considered")]
    public void AnAdr_MustInclude(int position, string part)
    {
        Assert.All(["standard", "normal", "major", "emergency"], name =>
        {
            var adr = Altering(name, "architecture").Requirements.Single(asked => asked is { Kind: RequirementKind.Evidence, Name: "adr" });
            Assert.Equal(part, adr.Parts[position - 1]);
            Assert.Equal(4, adr.Parts.Length);
        });
    }

    private static Assessment Altering(string name, string altered) => Given.Class(name, ("alters", new[] { altered }));
}
