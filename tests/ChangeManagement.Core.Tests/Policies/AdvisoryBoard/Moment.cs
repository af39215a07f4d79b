using System.Globalization;

namespace ChangeManagement.Policies.AdvisoryBoard;

internal static class Moment
{
    public static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
