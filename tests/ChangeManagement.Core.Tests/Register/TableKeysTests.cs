namespace ChangeManagement.Register;

/// <summary>Text from outside as a part of a key.</summary>
public sealed class TableKeysTests
{
    [Theory]
    [InlineData("billing", "billing")]
    [InlineData("a/b\\c#d?e", "a=2Fb=5Cc=23d=3Fe")]
    [InlineData("100% = ü\u0007", "100=25=20=3D=20=C3=BC=07")]
    [InlineData("=2F", "=3D2F")]
    [InlineData("a+b", "a=2Bb")]
    public void Text_IsWrittenSoThatItCanBeAKey(string text, string part) => Assert.Equal(part, TableKeys.Encode(text));

    [Fact]
    public void LongTexts_AreShortened_AndStayApart()
    {
        var long1 = TableKeys.Encode(new string('/', 5_000) + "a");
        var long2 = TableKeys.Encode(new string('/', 5_000) + "b");
        Assert.NotEqual(long1, long2, StringComparer.Ordinal);
        Assert.All([long1, long2], part => Assert.True(part.Length < TableKeys.Longest / 2 && TableKeys.IsKey(part), part));
        Assert.Equal(new string('x', 256), TableKeys.Encode(new string('x', 256)));
        Assert.NotEqual(new string('x', 257), TableKeys.Encode(new string('x', 257)), StringComparer.Ordinal);
    }
}
