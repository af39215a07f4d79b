namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>Settings are wrong; the message names each and says what to do.</summary>
public sealed class SettingsException(string message) : Exception(message);
