using ChangeManagement.Workflows;

namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>What a caller may want of the engine.</summary>
internal enum Verb
{
    Start,
    Raise,
    Suspend,
    Resume,
    Terminate,
    Rewind,
    Restart,
    Purge,
    Find,
}

/// <summary>An order as a line to the process.</summary>
/// <param name="Number">Under which the answer comes back; another one with every repetition.</param>
/// <param name="Event">The name of the event to raise.</param>
/// <param name="Wish">What the event carries; its id is the event's.</param>
internal sealed record Order(int Number, Verb Verb, string Instance, string? Event = null, Wish? Wish = null);

/// <summary>An answer as a line from the process: written once the engine has answered.</summary>
/// <param name="Outcome">The engine's word for it; true and false for orders that know no other.</param>
/// <param name="Shown">What was found.</param>
internal sealed record Answer(int Number, string Outcome, Shown? Shown = null);

/// <summary>An instance as it stands on disk.</summary>
internal sealed record Shown(WorkflowState State, int Generation, string? Status, string? Output, string? Error);
