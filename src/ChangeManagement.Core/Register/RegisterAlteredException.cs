namespace ChangeManagement.Register;

/// <summary>
/// A row that counts was altered by somebody without the key. Nothing is built on it, or the next seal would make it look right: verify the
/// register and restore it from a backup.
/// </summary>
public sealed class RegisterAlteredException(string what, string fault)
    : Exception($"{what} cannot be relied on, so nothing is added to it. {fault} Verify the register and restore what was altered from a backup.");
