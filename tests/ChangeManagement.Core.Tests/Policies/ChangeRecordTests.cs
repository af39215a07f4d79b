using ChangeManagement.Testing;

namespace ChangeManagement.Policies;

/// <summary>How a policy says what its change log shows, and when a freeze may be declared.</summary>
public class ChangeRecordTests
{
    private static readonly Policy BuildOs = Shipped.Policy("build-os");

    [Fact]
    public void AnUnknownColumn_IsRefusedWithTheNearest() =>
        Assert.Equal(["unknown column 'aproved-by'; did you mean 'approved-by'?"], ErrorsIn("approved-by:", "aproved-by:"));

    [Fact]
    public void OccasionsWithoutAList_AreRefused() => Assert.Equal(
        ["a list of freeze occasions needs 'during'", "a list of freeze occasions has no key 'on'; known are declared-by, during, source"],
        ErrorsIn("  during:", "  on:"));

    [Fact]
    public void APolicyWithoutEither_HasNeither()
    {
        var advisoryBoard = Shipped.Policy("advisory-board");

        Assert.Empty(advisoryBoard.ChangeRecord.Columns);
        Assert.Empty(advisoryBoard.FreezeOccasions.During);
    }

    private static string[] ErrorsIn(string right, string wrong) =>
        [.. PolicyReader.Read("build-os.yaml", BuildOs.Text.Replace(right, wrong, StringComparison.Ordinal)).Errors.Select(error => error.Message)];
}
