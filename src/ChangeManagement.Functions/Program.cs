using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
await builder.Build().RunAsync();

/// <summary>The Functions app; internal, so that tests that know both hosts mean the server's by this name.</summary>
internal partial class Program;
