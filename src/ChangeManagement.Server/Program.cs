using ChangeManagement.Server;
using ChangeManagement.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServer();
var app = builder.Build();
app.UseChangeManagement();
app.MapChangeManagement();
await app.RunAsync();

/// <summary>The single-process host; named so that tests can start it.</summary>
public partial class Program;
