namespace ChangeManagement.EndToEnd.Browsers;

/// <summary>A test that needs Chromium; without it the test is skipped and says so.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.Program is null ? "Chromium is not installed; install it to see pages in a browser." : null;
}
