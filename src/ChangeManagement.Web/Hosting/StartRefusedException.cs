namespace ChangeManagement.Web.Hosting;

/// <summary>The host must not start like this; the message says what to correct.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
