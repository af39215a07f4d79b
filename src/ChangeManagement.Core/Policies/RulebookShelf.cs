using System.Collections.Immutable;

namespace ChangeManagement.Policies;

/// <summary>
/// Holds the rulebook in force. A reload that fails changes nothing but <see cref="LastReload"/>: the last good version stays in force, and
/// admins see why (P2). Safe to use from any thread; a reader that keeps <see cref="Current"/> sees one version throughout.
/// </summary>
public sealed class RulebookShelf(Rulebook first)
{
    private volatile State state = new(first, Last: null);

    /// <summary>The rulebook in force.</summary>
    public Rulebook Current => state.Rulebook;

    /// <summary>What became of the last edit of the files; null: none since the start.</summary>
    public RulebookReload? LastReload => state.Last;

    /// <summary>Puts what was loaded in force if it is without errors; true if it is in force now.</summary>
    public bool Reload(RulebookLoading loading, DateTimeOffset at)
    {
        state = new State(loading.Rulebook ?? state.Rulebook, new RulebookReload(at, loading.Errors));
        return loading.Rulebook is not null;
    }

    private sealed record State(Rulebook Rulebook, RulebookReload? Last);
}

/// <summary>An attempt to put edited files in force.</summary>
/// <param name="Errors">Why it was refused; empty: it is in force.</param>
public sealed record RulebookReload(DateTimeOffset At, ImmutableArray<FileError> Errors);
