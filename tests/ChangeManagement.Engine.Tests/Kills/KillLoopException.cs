namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>The engine broke a promise.</summary>
internal sealed class KillLoopException(string message) : Exception(message);
