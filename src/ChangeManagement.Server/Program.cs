using ChangeManagement.Engine.Storage;
using ChangeManagement.Server;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Notifications.Sending;

try
{
    // Settings are read at the start. Watching their folder would report every write to data that lies below it.
    var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
    builder.AddServer();
    var app = builder.Build();
    app.RequireMail();
    app.UseChangeManagement();
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is StartRefusedException or SettingsException or StoreInUseException)
{
    // For the operator's eyes: a sentence to act on, not a stack trace.
    await Console.Error.WriteLineAsync($"The server did not start. {refusal.Message}");
    return 1;
}

/// <summary>The single-process host; named so that tests can start it.</summary>
public partial class Program;
