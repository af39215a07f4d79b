using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChangeManagement.Benchmarks.Engines;

/// <summary>Our engine as a server of its own, as Restate is one: <c>serve-engine [address] [file]</c>.</summary>
internal static class EngineServer
{
    public static async Task Run(string address, string file)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var app = builder.Build();
        await using var workflow = await ApprovalWorkflow.Open(file);
        app.MapPost("/start/{id}", async (string id) => { await workflow.Start(id); return Results.Accepted(); });
        app.MapPost("/decide/{id}", async (string id) => { await workflow.Decide(id); return Results.Accepted(); });
        app.MapGet("/result/{id}", async (string id) => { await workflow.Result(id); return Results.Ok(); });
        await app.RunAsync();
    }
}
