using ChangeManagement.EndToEnd.Mail;

namespace ChangeManagement.EndToEnd.Browsers;

/// <summary>A test that looks at pages in Chromium; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    /// <param name="needsNpm">True if it also needs something from the npm registry.</param>
    public ChromiumFactAttribute(bool needsNpm = false) => Skip = Chromium.WhyNot ?? (needsNpm ? NpmFactAttribute.WhyNot : null);
}
