using ChangeManagement.Testing;

namespace ChangeManagement.Policies.BuildOs;

/// <summary>004 §9, and the documentation that §3 asks for before a change is complete.</summary>
public class AuditLoggingTests
{
    private static readonly Policy Policy = Shipped.Policy("build-os");

    [Theory]
    [InlineData(1, RecordField.Number, "Change ID")]
    [InlineData(2, RecordField.Class, "Classification")]
    [InlineData(3, RecordField.ApprovedBy, "Approvers")]
    [InlineData(4, RecordField.Implemented, "Implementation timestamp")]
    [InlineData(5, RecordField.Environment, "Environment impacted")]
    [InlineData(6, RecordField.RollbackReadiness, "Rollback readiness confirmation")]
    [InlineData(7, RecordField.Adr, "Associated ADR ID")]
    public void WhatEveryApprovedChangeMustRecord_IsDeclared(int position, RecordField field, string heading)
    {
        Assert.Equal(new RecordColumn(field, heading), Policy.ChangeRecord.Columns[position - 1]);
        Assert.Equal(7, Policy.ChangeRecord.Columns.Length);
    }

    [Theory]
    [InlineData("standard", "required before approve", "required before implement")]
    [InlineData("normal", "required before approve", "required before implement")]
    [InlineData("major", "required before approve", "required before implement")]
    [InlineData("emergency", "required before close", "required before close")]
    public void WhatOnlyPeopleKnow_IsAskedOfThem(string name, string environment, string rollbackReadiness)
    {
        Assert.Equal(environment, Given.Class(name).Asks("004 §9", RequirementKind.Field, "environment"));
        Assert.Equal(rollbackReadiness, Given.Class(name).Asks("004 §9", RequirementKind.Check, "rollback-readiness"));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("normal")]
    [InlineData("major")]
    [InlineData("emergency")]
    public void NoChangeIsComplete_UntilDocumentationIsUpdated(string name) =>
        Assert.Equal("required before close", Given.Class(name).Asks("004 §3", RequirementKind.Documentation, "documentation-updated"));
}
