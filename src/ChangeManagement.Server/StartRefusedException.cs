namespace ChangeManagement.Server;

/// <summary>The server must not start like this; the message says what to correct.</summary>
internal sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
