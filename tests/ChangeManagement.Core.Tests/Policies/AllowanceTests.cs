namespace ChangeManagement.Policies;

/// <summary>An allowance is stored in words and must be read as the same time again.</summary>
public sealed class AllowanceTests
{
    [Theory]
    [InlineData("30s")]
    [InlineData("90s")]
    [InlineData("15m")]
    [InlineData("90m")]
    [InlineData("24h")]
    [InlineData("72h")]
    [InlineData("100h")]
    [InlineData("7d")]
    [InlineData("30d")]
    [InlineData("1 business day")]
    [InlineData("3 business days")]
    [InlineData("next cab")]
    public void AnAllowance_IsWrittenAsItIsRead(string words)
    {
        Assert.True(Allowance.TryParse(words, out var allowance));
        Assert.Equal(words, allowance!.ToString());
    }
}
