namespace ChangeManagement.Changes;

/// <summary>What somebody wants of a change. Each command judges itself; <see cref="Decider"/> adds what follows from it.</summary>
public abstract record ChangeCommand
{
    /// <summary>Judges the command alone. Pure.</summary>
    public abstract Decision Decide(Change change, Circumstances circumstances);
}
