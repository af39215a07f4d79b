using ChangeManagement.Testing;

namespace ChangeManagement.Policies.SecurityOfficer;

/// <summary>002 Change Log and Change Tracking; the shorter list of the Change Log File is a part of it.</summary>
public class ChangeLogTests
{
    private static readonly Policy Policy = Shipped.Policy("security-officer");

    [Theory]
    [InlineData(1, RecordField.Number, "Change Request ID")]
    [InlineData(2, RecordField.Submitted, "Date/Time")]
    [InlineData(3, RecordField.Description, "Change Description")]
    [InlineData(4, RecordField.Class, "Change Type")]
    [InlineData(5, RecordField.ApprovedBy, "Approved By")]
    [InlineData(6, RecordField.Status, "Status")]
    [InlineData(7, RecordField.Notes, "Notes")]
    public void Column_IsDeclared(int position, RecordField field, string heading)
    {
        Assert.Equal(new RecordColumn(field, heading), Policy.ChangeRecord.Columns[position - 1]);
        Assert.Equal(7, Policy.ChangeRecord.Columns.Length);
    }

    [Theory]
    [InlineData("approved", "Approved")]
    [InlineData("scheduled", "Approved")]
    [InlineData("implementing", "Approved")]
    [InlineData("completed", "Implemented")]
    [InlineData("closed", "Implemented")]
    [InlineData("rolled-back", "Rolled Back")]
    public void Status_IsApprovedImplementedOrRolledBack(string state, string status) => Assert.Equal(status, Policy.StatusOf(state));
}
