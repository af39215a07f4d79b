namespace ChangeManagement.Reports;

/// <summary>Shares of a hundred.</summary>
internal static class Percent
{
    /// <summary>How many of a hundred are such, with one decimal; null of none.</summary>
    public static double? Of<T>(IReadOnlyCollection<T> all, Func<T, bool> isSuch) =>
        all.Count == 0 ? null : Math.Round(100.0 * all.Count(isSuch) / all.Count, 1);
}
