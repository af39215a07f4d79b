using System.Runtime.InteropServices;

namespace ChangeManagement.Engine.Timers;

/// <summary>Something to be done at a time (UTC ticks).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DueEntry(long At, int Task, long Instance, DueKind Kind);

/// <summary>By time, then task.</summary>
internal sealed class DueOrder : IComparer<DueEntry>
{
    public static readonly DueOrder Instance = new();

    public int Compare(DueEntry x, DueEntry y) => (x.At, x.Task, x.Instance, x.Kind).CompareTo((y.At, y.Task, y.Instance, y.Kind));

    /// <summary>Whether the first comes after the second.</summary>
    public static bool IsAfter(DueEntry first, DueEntry second) => Instance.Compare(first, second) > 0;
}

/// <summary>What is due.</summary>
internal enum DueKind
{
    /// <summary>A timer of a workflow; it has a row.</summary>
    Timer,

    /// <summary>The next attempt of an activity; its task row says when.</summary>
    Attempt,

    /// <summary>Another try of an instance whose commit the store refused.</summary>
    Step,
}
