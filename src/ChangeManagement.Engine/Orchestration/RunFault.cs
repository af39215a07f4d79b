namespace ChangeManagement.Engine.Orchestration;

/// <summary>Why a workflow's code cannot be trusted to go on; its instance is quarantined and its turn not committed.</summary>
/// <param name="Health">The stored name of the reason: one of the constants here.</param>
/// <param name="Message">What happened and what to do.</param>
internal sealed record RunFault(string Health, string Message)
{
    public const string NonDeterministic = "non-deterministic";
    public const string ForeignAwait = "foreign-await";
    public const string UnknownKind = "unknown-kind";
    public const string Crashed = "crashed";
    public const string Unreadable = "unreadable";

    public static RunFault CannotRead(InvalidDataException failure) => new(
        Unreadable, $"What is stored of it cannot be read: {failure.Message} Deploy the release that wrote it, or terminate it; its change is kept.");

    public static RunFault Foreign(string kind) => new(
        ForeignAwait,
        $"{kind} awaited something that its context did not give: Task.Delay, Task.Run, ConfigureAwait(false), a lock or I/O. Do it in an "
        + "activity, or use Sleep, WaitFor and Call of the context.");

    public static RunFault NotAwaited(string kind, Exception failure) => new(
        ForeignAwait, $"An async void method of {kind} threw {failure.GetType().FullName}: {failure.Message} Let it return a Task and await it.");

    public static RunFault Differs(string kind, string expected, string found) => new(
        NonDeterministic,
        $"{kind} no longer does what its history says. History: {expected}. Code: {found}. Keep the old code under its version and put the "
        + "change into a new one.");
}
