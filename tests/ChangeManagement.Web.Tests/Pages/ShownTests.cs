using ChangeManagement.Policies;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Pages;

/// <summary>How words and times are shown.</summary>
public sealed class ShownTests
{
    [Theory]
    [InlineData("pay\u202Egnp.exe", "pay\uFFFDgnp.exe")]
    [InlineData("\u2066hidden\u2069", "\uFFFDhidden\uFFFD")]
    [InlineData("bell\u0007", "bell\uFFFD")]
    [InlineData("two\nlines\tand a tab", "two\nlines\tand a tab")]
    [InlineData("عربي", "عربي")]
    public void Text_MakesVisible_WhatWouldReorderOrHide(string text, string shown) => Assert.Equal(shown, Shown.Text(text));

    [Fact]
    public void Phrases_AreMadeOfNames()
    {
        Assert.Equal("Awaiting approval", Shown.Phrase("awaiting-approval"));
        Assert.Equal("If applicable", Shown.Phrase(Strength.IfApplicable));
    }

    [Theory]
    [InlineData(0, "now")]
    [InlineData(45, "in 45 min")]
    [InlineData(190, "in 3 h 10 min")]
    [InlineData(-120, "2 h ago")]
    [InlineData(60 * 24 * 5, "in 5 days")]
    public void Times_AreSaidRelativeToNow(int minutes, string said)
    {
        var now = new DateTimeOffset(2026, 3, 3, 15, 0, 0, TimeSpan.Zero);
        Assert.Equal(said, TimeWords.Relative(now.AddMinutes(minutes), now));
    }
}
